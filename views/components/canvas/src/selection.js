// What is selected: its neighbourhood stands out, a bar offers what can be done, a live region says it aloud.

import { make } from './dom.js';
import { ICONS } from './icons.js';

const MOST_CAPTIONS = 14;

/** Ids as Python knows them: of the selected nodes, else of the selected edges. */
export function selectedIds(cy) {
  const nodes = cy.nodes(':selected');
  return nodes.nonempty() ? nodes.map((node) => node.id()) : cy.edges(':selected').map((edge) => edge.data('ref'));
}

/** Let the selection and what touches it stand out, everything else recede. */
export function highlight(cy) {
  cy.batch(() => {
    cy.elements().removeClass('faded strong captioned');
    const chosen = cy.elements(':selected');
    if (chosen.empty()) return;
    const near = chosen.nodes().closedNeighborhood().union(chosen.edges()).union(chosen.edges().connectedNodes());
    cy.elements().difference(near).addClass('faded');
    const ties = near.edges().filter((edge) => chosen.has(edge.source()) || chosen.has(edge.target()));
    near.edges().difference(ties).difference(chosen).addClass('faded');
    ties.addClass('strong');
    if (ties.length <= MOST_CAPTIONS) ties.addClass('captioned');
  });
}

const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** A sentence about the selection for those who hear it. */
export function spoken(cy) {
  const nodes = cy.nodes(':selected');
  if (nodes.length > 1) return `${nodes.length} nodes selected`;
  if (nodes.length === 1) {
    const [shown, hidden] = [nodes.neighborhood('node:visible').length, nodes.data('hidden')];
    const rest = hidden ? `, ${hidden} more not shown, press Enter to expand` : '';
    return `${nodes.data('name')}, ${nodes.data('kindName')}, ${plural(shown, 'neighbour')} shown${rest}`;
  }
  const edge = cy.edges(':selected');
  if (edge.empty()) return 'Nothing selected';
  return `Link: ${edge.source().data('name')}, ${edge.data('caption')}, ${edge.target().data('name')}`;
}

function button(title, icon, action, kind) {
  return make('button', { type: 'button', class: kind, 'aria-label': title, title, onclick: action,
    'data-act': title.split(' ')[0].toLowerCase() }, make('span', { html: ICONS[icon], style: 'display:grid' }),
  ...(kind === 'icon' ? [] : [title]));
}

function title(cy) {
  const nodes = cy.nodes(':selected');
  if (nodes.length > 1) return [make('b', {}, `${nodes.length} selected`)];
  const one = nodes.nonempty() ? nodes : cy.edges(':selected');
  if (one.isNode()) return [make('b', {}, one.data('name')), make('small', {}, one.data('kindName'))];
  return [make('b', {}, one.data('caption')),
    make('small', {}, `${one.source().data('name')} → ${one.target().data('name')}`)];
}

/** @param canvas offers expand, hide, centre and clear */
export function drawBar(bar, cy, canvas) {
  const nodes = cy.nodes(':selected');
  const some = cy.elements(':selected').nonempty();
  bar.classList.toggle('on', some);
  if (!some) return;
  const hidden = nodes.length === 1 ? nodes.data('hidden') : 0;
  bar.replaceChildren(make('div', { class: 'who' }, ...title(cy)),
    ...(hidden || (nodes.length === 1 && hidden === null)
      ? [button(hidden ? `Expand ${hidden}` : 'Expand', 'expand', () => canvas.expand(), 'main')] : []),
    ...(nodes.nonempty() ? [button('Hide (Delete)', 'hide', () => canvas.hide(), 'icon')] : []),
    button('Centre on it', 'centre', () => canvas.centre(), 'icon'),
    button('Close (Esc)', 'close', () => canvas.clear(), 'icon'));
}
