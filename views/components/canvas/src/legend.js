// The legend: what the colours mean, how many of each are shown, and a switch for each kind.

import { make } from './dom.js';
import { OTHER, clusterColour } from './model.js';

const OUTLINES = {
  ellipse: '<circle cx="8" cy="8" r="6.2"/>',
  rectangle: '<rect x="2" y="2" width="12" height="12"/>',
  'round-rectangle': '<rect x="2" y="2" width="12" height="12" rx="3.4"/>',
  diamond: '<path d="M8 1 15 8 8 15 1 8Z"/>',
  'round-diamond': '<path d="M8 1.2 14.8 8 8 14.8 1.2 8Z" stroke-width="1.6" stroke-linejoin="round"/>',
  hexagon: '<path d="M4.4 1.8h7.2L15 8l-3.4 6.2H4.4L1 8Z"/>',
  'round-hexagon': '<path d="M4.6 2.2h6.8L14.6 8l-3.2 5.8H4.6L1.4 8Z" stroke-width="1.6" stroke-linejoin="round"/>',
  octagon: '<path d="M5.2 1.4h5.6l3.8 3.8v5.6l-3.8 3.8H5.2l-3.8-3.8V5.2Z"/>',
  triangle: '<path d="M8 1.6 15 14.2H1Z"/>',
  star: '<path d="m8 1.2 2 4.6 5 .5-3.8 3.3 1.1 4.9L8 12l-4.3 2.5 1.1-4.9L1 6.3l5-.5Z"/>',
  tag: '<path d="M2 3h8l4.5 5-4.5 5H2Z"/>',
};

/** The sample of a kind. Colours come from Python's legend and pass through the DOM, never through markup. */
function swatch(shape, colour) {
  const icon = make('span', { html: `<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">${
    OUTLINES[shape] ?? OUTLINES.ellipse}</svg>`, style: 'display:grid' });
  Object.assign(icon.firstChild.style, { fill: colour, stroke: colour, strokeWidth: 0 });
  return icon;
}

function dash(colour) {
  const icon = make('span', { html: '<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">'
    + '<path d="M0 8h16" stroke-width="2" stroke-dasharray="4 2.5"/></svg>', style: 'display:grid' });
  icon.firstChild.style.stroke = colour;
  return icon;
}

function row({ key, name, colour, shape, count }, hidden, toggle) {
  const on = !hidden.has(key);
  return make('button', { class: 'row', type: 'button', 'data-kind': key, 'aria-pressed': String(on),
    title: on ? 'Click to hide' : 'Click to show', onclick: () => toggle(key) },
  swatch(shape, colour), make('span', {}, name), ' ', make('i', {}, String(count)));
}

function tabs(colouring, choose) {
  const tab = (name, title) => make('button', { type: 'button', 'data-colouring': name,
    'aria-pressed': String(colouring === name), onclick: () => choose(name) }, title);
  return make('div', { class: 'tabs', role: 'group', 'aria-label': 'Colour by' }, tab('kind', 'Kinds'), tab('cluster', 'Clusters'));
}

/** What the two colourings call the group of a node. */
export const groupOf = (node, colouring) => (colouring === 'cluster' ? `cluster ${node.data('cluster')}` : node.data('kind'));

/** @returns the rows of the legend, those present only: `{key, name, shape, colour, count}` */
export function legendEntries(cy, { legend, clusters }, theme, colouring) {
  const counts = new Map();
  cy.nodes().forEach((node) => {
    const group = groupOf(node, colouring);
    counts.set(group, (counts.get(group) ?? 0) + 1);
  });
  const kinds = [...legend, OTHER].map((entry) => ({ key: entry.label, name: entry.name, shape: entry.shape,
    colour: theme.dark ? entry.dark : entry.light }));
  const groups = clusters.map((name, i) => ({ key: `cluster ${i}`, name, shape: 'ellipse', colour: clusterColour(i, theme) }));
  return (colouring === 'cluster' ? groups : kinds).filter(({ key }) => counts.has(key))
    .map((entry) => ({ ...entry, count: counts.get(entry.key) }));
}

/**
 * @param {object} state `{entries, hidden, nodes, edges, disputed, warning, colouring, clusters}`
 * @param {object} on `{toggle(key), colouring(name)}`
 */
export function drawLegend(panel, state, on) {
  const focused = panel.getRootNode().activeElement?.dataset;
  const total = `${state.nodes} node${state.nodes === 1 ? '' : 's'}, ${state.edges} link${state.edges === 1 ? '' : 's'}`;
  panel.replaceChildren(...(state.clusters ? [tabs(state.colouring, on.colouring)] : []),
    ...state.entries.map((entry) => row(entry, state.hidden, on.toggle)),
    ...(state.disputed ? [make('span', { class: 'row key' }, dash(state.warning), make('span', {}, 'Sources differ'),
      make('i', {}, String(state.disputed)))] : []),
    make('span', { class: 'total' }, total));
  // Redrawing must not take the focus from who switches kinds with the keyboard.
  if (focused?.kind) panel.querySelector(`[data-kind="${CSS.escape(focused.kind)}"]`)?.focus();
  else if (focused?.colouring) panel.querySelector(`[data-colouring="${focused.colouring}"]`)?.focus();
}
