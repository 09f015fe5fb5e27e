// The look of nodes and edges, as a Cytoscape stylesheet.

import { mix } from './theme.js';

const node = (theme) => ({ // names are drawn by the overlay
  selector: 'node',
  style: {
    width: 'data(size)',
    height: 'data(size)',
    shape: 'data(shape)',
    'background-color': 'data(colour)',
    'border-width': 1.5,
    'border-color': 'data(rim)',
    'overlay-opacity': 0,
    'outline-width': 0,
    'outline-offset': 3,
    'outline-color': theme.primary,
    'z-index': 10,
  },
});

const edge = (theme) => ({
  selector: 'edge',
  style: {
    width: 1.3,
    'line-color': theme.edge,
    'target-arrow-color': theme.edge,
    'target-arrow-shape': 'triangle',
    'arrow-scale': 0.75,
    'curve-style': 'bezier',
    'control-point-step-size': 34,
    'target-distance-from-node': 3,
    'source-distance-from-node': 2,
    'loop-direction': '-45deg',
    'overlay-opacity': 0,
    'font-family': theme.font,
    'font-size': 10.5,
    'font-weight': 500,
    color: theme.text,
    'text-rotation': 'autorotate',
    'text-background-color': theme.background,
    'text-background-opacity': 0.94,
    'text-background-padding': 3,
    'text-background-shape': 'roundrectangle',
    'min-zoomed-font-size': 6,
    'z-index': 1,
  },
});

const states = (theme) => [
  // What sources dispute is told by form as well as by colour.
  { selector: 'edge.disputed', style: {
    'line-style': 'dashed', 'line-dash-pattern': [5, 4], 'line-color': theme.warning,
    'target-arrow-color': theme.warning } },
  { selector: 'edge.strong', style: {
    width: 2, 'line-color': theme.edgeStrong, 'target-arrow-color': theme.edgeStrong, 'z-index': 5 } },
  { selector: 'edge.disputed.strong', style: { 'line-color': theme.warning, 'target-arrow-color': theme.warning } },
  { selector: 'edge.captioned', style: { label: 'data(caption)', 'z-index': 30 } },
  { selector: 'edge:selected', style: {
    width: 3, 'line-color': theme.primary, 'target-arrow-color': theme.primary, label: 'data(caption)', 'z-index': 31 } },
  { selector: 'node.hovered', style: {
    'outline-width': 2, 'outline-color': mix(theme.primary, theme.background, 0.55), 'z-index': 20 } },
  { selector: 'node:selected', style: {
    'outline-width': 3, 'outline-color': theme.primary, 'z-index': 21 } },
  { selector: '.faded', style: { opacity: 0.2, 'z-index': 0 } },
  { selector: 'edge.hovering', style: { opacity: 1, 'z-index': 32 } },
  { selector: 'node.arriving, edge.arriving', style: { opacity: 0 } },
  { selector: '.filtered, .gone', style: { display: 'none' } },
  { selector: ':active', style: { 'overlay-opacity': 0 } },
  { selector: 'core', style: {
    'active-bg-opacity': 0, 'selection-box-color': theme.primary, 'selection-box-opacity': 0.12,
    'selection-box-border-color': theme.primary, 'selection-box-border-width': 1 } },
];

/** @param theme what `readTheme` returns */
export const stylesheet = (theme) => [node(theme), edge(theme), ...states(theme)];
