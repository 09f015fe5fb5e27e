// What the colours mean, how many of each there are, and a switch for each.

import { make } from './dom.js';

const GREY = { light: '#7c8794', dark: '#8d98a5' };

/** How many clusters have a colour of their own; the rest is grey. */
export const coloured = (theme) => theme.categories.length;

/** The colour and the key of each group of nodes: `{key, name, colour}` by cluster or by kind. */
export function palette({ discs, legend }, theme, colouring) {
  const grey = theme.dark ? GREY.dark : GREY.light;
  if (colouring === 'kind') return legend.map(({ name, light, dark }, i) => ({ key: i, name, colour: theme.dark ? dark : light }));
  return discs.map(({ name }, i) => (i < coloured(theme) ? { key: i, name, colour: theme.categories[i] }
    : { key: coloured(theme), name: 'Smaller clusters', colour: grey }));
}

const tab = (name, title, { colouring, recolour }) => make('button', { type: 'button', 'data-colouring': name,
  'aria-pressed': String(colouring === name), onclick: () => recolour(name) }, title);

function row({ key, name, colour }, count, hidden, toggle) {
  const dot = make('b');
  dot.style.background = colour;
  const on = !hidden.has(key);
  return make('button', { class: 'row', type: 'button', 'data-key': key, 'aria-pressed': String(on), title: `${name}: click to ${on ? 'hide' : 'show'}`,
    onclick: () => toggle(key) }, dot, make('span', {}, name), make('i', {}, count.toLocaleString('en')));
}

/** @param {object} state `{entries: [{key, name, colour}] by index, of: index of each node, hidden, colouring, recolour, toggle, total}` */
export function drawLegend(panel, state) {
  const focused = panel.getRootNode().activeElement?.dataset;
  const counts = new Map();
  state.of.forEach((index) => {
    const { key } = state.entries[index];
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  const entries = new Map(state.entries.map((entry) => [entry.key, entry]));
  const rows = [...entries.values()].filter(({ key }) => counts.has(key)).map((entry) => row(entry, counts.get(entry.key), state.hidden, state.toggle));
  panel.replaceChildren(make('div', { class: 'tabs', role: 'group', 'aria-label': 'Colour by' }, tab('group', 'Clusters', state),
    tab('kind', 'Kinds', state)), ...rows, make('span', { class: 'total' }, state.total));
  if (focused?.key) panel.querySelector(`[data-key="${focused.key}"]`)?.focus(); // drawn anew, the row keeps the focus
  else if (focused?.colouring) panel.querySelector(`[data-colouring="${focused.colouring}"]`)?.focus();
}
