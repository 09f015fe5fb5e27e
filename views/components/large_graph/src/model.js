// From what Python sends to a graph for Sigma.

import Graph from 'graphology';
import { mix } from '../../canvas/src/theme.js';
import { palette } from './legend.js';

const SMALLEST = 1.3; // radius in pixels
const LARGEST = 9;
const FILL = 0.34; // of the side of the square that a node has to itself

const indexOf = (data, colouring) => (colouring === 'kind' ? data.kinds : data.groups);

/** How large a node is where everything is seen, in pixels; `unit` is how many of them a unit of the places takes. */
const radius = (weight, unit) => Math.max(SMALLEST, Math.min(LARGEST, FILL * unit)) * (0.8 + 1.5 * weight);

/** @returns a graph of the places, without looks; nodes and edges are keyed by their positions */
export function graphOf(data) {
  const graph = new Graph({ type: 'undirected', multi: true });
  data.xs.forEach((x, i) => graph.addNode(String(i), { x, y: -data.ys[i] }));
  for (let i = 0; i < data.edges.length; i += 2) {
    graph.addEdgeWithKey(String(i / 2), String(data.edges[i]), String(data.edges[i + 1]), { size: 0.7 });
  }
  return graph;
}

/** Give nodes and edges the colours of cluster or kind, and their sizes. Returns the entries by index. */
export function paint(graph, data, theme, colouring, unit) {
  const entries = palette(data, theme, colouring);
  const index = indexOf(data, colouring);
  const lines = new Map(entries.map(({ colour }) => [colour, mix(colour, theme.background, theme.dark ? 0.34 : 0.4)]));
  graph.updateEachNodeAttributes((node, attributes) => Object.assign(attributes, { label: data.names[node],
    color: entries[index[node]].colour, size: radius(data.weights[node], unit) }), { attributes: ['label', 'color', 'size'] });
  graph.updateEachEdgeAttributes((edge, attributes, source, target) => Object.assign(attributes, {
    color: data.groups[source] === data.groups[target] ? lines.get(entries[index[source]].colour) : theme.edge }),
  { attributes: ['color'] });
  return entries;
}

/** What Sigma asks for when it draws: what the legend has switched off is hidden, what is not tied to the selected is faint. */
export function reducers(view) {
  const { data, theme } = view;
  const keyOf = (node) => view.entries[indexOf(data, view.colouring)[node]].key;
  const gone = (node) => view.hidden.has(keyOf(node));
  const faint = mix(theme.text, theme.background, 0.13);
  return {
    nodeReducer: (node, attributes) => {
      if (gone(node)) return { ...attributes, hidden: true };
      if (!view.near) return attributes;
      if (Number(node) === view.selected) return { ...attributes, highlighted: true, forceLabel: true, zIndex: 2 };
      return view.near.has(node) ? { ...attributes, forceLabel: view.near.size < 40, zIndex: 1 } : { ...attributes, color: faint, label: null };
    },
    edgeReducer: (edge, attributes) => {
      const [source, target] = view.graph.extremities(edge);
      if (gone(source) || gone(target)) return { ...attributes, hidden: true };
      if (!view.near) return attributes;
      const own = Number(source) === view.selected || Number(target) === view.selected;
      return own ? { ...attributes, color: theme.primary, size: 1.6, zIndex: 1 } : { ...attributes, hidden: true };
    },
  };
}
