// From what Python sends to Cytoscape's elements, and the difference between two states of the graph.

import { label } from './labels.js';
import { mix } from './theme.js';

const BASE_SIZE = 38;
export const OTHER = { label: '', name: 'Other', light: '#7c8794', dark: '#8d98a5', shape: 'ellipse', size: 1 };

/** Edges may bear the id of a node; inside the canvas they must not. */
export const edgeId = (id) => `edge ${id}`;

export const entryOf = (legend, kind) => legend.find((entry) => entry.label === kind) ?? OTHER;

/** The colour of a cluster: the theme's categories in turn, and grey where there are more clusters than colours. */
export const clusterColour = (index, theme) =>
  theme.categories[index] ?? (theme.dark ? OTHER.dark : OTHER.light);

function colourOf(node, legend, theme, colouring) {
  if (colouring === 'cluster' && node.cluster !== null) return clusterColour(node.cluster, theme);
  const entry = entryOf(legend, node.kind);
  return theme.dark ? entry.dark : entry.light;
}

/** Everything drawn of a node that depends on theme or colouring. */
export function look(node, legend, theme, colouring) {
  const colour = colourOf(node, legend, theme, colouring);
  return { colour, rim: mix(theme.dark ? '#ffffff' : '#000000', colour, 0.2), label: label(node.name, theme.font) };
}

function nodeElement(node, { legend, theme, colouring }) {
  const entry = entryOf(legend, node.kind);
  return { group: 'nodes', data: { id: node.id, name: node.name, kind: entry.label, kindName: entry.name, sign: node.sign,
    hidden: node.hidden, cluster: node.cluster, summary: node.summary, shape: entry.shape,
    size: Math.round(BASE_SIZE * entry.size * node.size), ...look(node, legend, theme, colouring) } };
}

function edgeElement(edge) {
  return { group: 'edges', classes: edge.disputed ? 'disputed' : '',
    data: { id: edgeId(edge.id), ref: edge.id, source: edge.source, target: edge.target, type: edge.type,
      caption: edge.caption, disputed: edge.disputed } };
}

/** @returns Cytoscape elements by id, nodes first */
export function elements(graph, context) {
  const all = [...graph.nodes.map((node) => nodeElement(node, context)), ...graph.edges.map(edgeElement)];
  return new Map(all.map((element) => [element.data.id, element]));
}

/**
 * Bring `cy` to the wanted elements without touching what stays.
 * @returns the nodes that were added, as a Cytoscape collection
 */
export function reconcile(cy, wanted) {
  let added = cy.collection();
  cy.batch(() => {
    cy.elements().filter((element) => {
      const next = wanted.get(element.id());
      return !next || (element.isEdge() && (next.data.source !== element.data('source')
        || next.data.target !== element.data('target')));
    }).remove();
    for (const [id, element] of wanted) {
      const present = cy.getElementById(id);
      if (present.nonempty()) {
        present.data(element.data);
        present.removeClass('gone');
        if (present.isEdge()) present.toggleClass('disputed', element.data.disputed);
      } else {
        added = added.union(cy.add(element));
      }
    }
  });
  return added;
}
