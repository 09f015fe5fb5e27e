// The elements round the drawing. Names come from data and are only ever set as text.

import { ICONS } from '../../canvas/src/icons.js';
import css from './large_graph.css';

/** Make an element: `make('button', { class: 'x', onclick: f }, child, 'text')`. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const TOOLS = [['zoom-in', 'plus', 'Zoom in (+)'], ['zoom-out', 'minus', 'Zoom out (−)'], ['fit', 'fit', 'Fit to view (F)'],
  ['image', 'image', 'Save as PNG'], ['full', 'full', 'Full screen']];

function toolbar(act) {
  const buttons = TOOLS.map(([name, icon, title]) => {
    const button = make('button', { type: 'button', 'data-tool': name, 'aria-label': title, title, onclick: () => act(name) });
    button.innerHTML = ICONS[icon];
    return button;
  });
  return make('div', { class: 'panel tools', role: 'toolbar', 'aria-label': 'Graph tools', 'aria-orientation': 'vertical' }, ...buttons);
}

/** Build the component below Streamlit's `parent`; `act` is called with the name of a tool. */
export function build(parent, act) {
  const parts = {
    stage: make('div', { class: 'stage', tabindex: '0', role: 'application' }),
    titles: make('canvas', { class: 'titles', 'aria-hidden': 'true' }),
    finder: make('div', { class: 'panel finder' }),
    legend: make('div', { class: 'legend', role: 'group', 'aria-label': 'Legend' }),
    live: make('div', { class: 'sr', role: 'status', 'aria-live': 'polite' }),
    failure: make('div', { class: 'failure', role: 'alert' }),
    tools: toolbar(act),
  };
  parts.root = make('div', { class: 'large' }, make('style', {}, css), make('div', { class: 'body' }, parts.stage, parts.titles,
    parts.finder, parts.tools, parts.failure), parts.legend, parts.live);
  parent.append(parts.root);
  return parts;
}
