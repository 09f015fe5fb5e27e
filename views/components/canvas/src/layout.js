// Layouts of the whole canvas. Each is a pure function of the graph: the same graph gives the same picture.

import dagre from '@dagrejs/dagre';
import { place } from './place.js';
import { stress } from './stress.js';

const AIR = 2.6;
const COMPONENT_GAP = 60;
const LAYER_WIDTH = 64; // names of one layer may overlap: the overlay leaves out those that would

/** Name shown in the menu, by layout. */
export const LAYOUTS = {
  force: 'Force', layers: 'Layers', flow: 'Left to right', concentric: 'Concentric', circle: 'Circle', grid: 'Grid',
};

/** The box a node and its label take, in the shape `place` works with. */
export function box(node) {
  const { x, y } = node.position();
  const size = node.data('size');
  const { lines, width } = node.data('label').full;
  return { x, y, w: Math.max(size, width), up: size / 2, down: size / 2 + 6 + lines.length * 15 };
}

const positionsOf = (nodes) => new Map(nodes.map((node) => [node.id(), { ...node.position() }]));

/** Each component by stress, the components side by side, the largest first. */
function force(eles) {
  const parts = eles.components().sort((a, b) => b.nodes().length - a.nodes().length || (a.nodes()[0].id() < b.nodes()[0].id() ? -1 : 1));
  const drawings = parts.map((part) => spread(part.nodes(), component(part)));
  return pack(drawings.map((spots) => ({ spots, ...extent(spots, eles) })));
}

function component(eles) {
  const nodes = eles.nodes().toArray();
  const index = new Map(nodes.map((node, i) => [node.id(), i]));
  const ties = new Map();
  eles.edges().forEach((edge) => {
    const ends = [index.get(edge.source().id()), index.get(edge.target().id())].sort((a, b) => a - b);
    if (ends[0] !== ends[1]) ties.set(ends.join(), ends);
  });
  const group = nodes.map((node) => node.data('cluster'));
  const spots = stress(nodes.length, [...ties.values()], (a, b) => group[a] !== group[b]);
  return new Map(nodes.map((node, i) => [node.id(), spots[i]]));
}

/** Bounds of a drawing with its labels. */
function extent(spots, eles) {
  let [x1, y1, x2, y2] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [id, { x, y }] of spots) {
    const { w, up, down } = box(eles.getElementById(id));
    [x1, x2] = [Math.min(x1, x - w / 2), Math.max(x2, x + w / 2)];
    [y1, y2] = [Math.min(y1, y - up), Math.max(y2, y + down)];
  }
  return { x1, y1, w: x2 - x1, h: y2 - y1 };
}

/** Lay drawings in rows about as wide as the screen is to its height. */
function pack(drawings) {
  const area = drawings.reduce((sum, { w, h }) => sum + (w + COMPONENT_GAP) * (h + COMPONENT_GAP), 0);
  const limit = Math.max(drawings[0].w, Math.sqrt(area * 1.7));
  const result = new Map();
  let [left, top, tall] = [0, 0, 0];
  for (const { spots, x1, y1, w, h } of drawings) {
    if (left && left + w > limit) { [left, top, tall] = [0, top + tall + COMPONENT_GAP, 0]; }
    for (const [id, { x, y }] of spots) result.set(id, { x: x - x1 + left, y: y - y1 + top });
    left += w + COMPONENT_GAP;
    tall = Math.max(tall, h);
  }
  return result;
}

/** Boxes to keep apart. In a large graph most names are left out when zoomed out, so their room is not reserved. */
function room(node, crowd) {
  const full = box(node);
  const size = node.data('size');
  const share = Math.min(1, 60 / crowd);
  return { ...full, w: size + 14 + (Math.max(full.w, size + 14) - size - 14) * share, down: size / 2 + 12 + (full.down - size / 2 - 12) * share };
}

/** Blow a drawing up until its boxes have air round them, then push apart what still overlaps. */
function spread(nodes, spots) {
  const ranked = nodes.sort((a, b) => b.degree() - a.degree() || (a.id() < b.id() ? -1 : 1));
  const boxes = ranked.map((node) => ({ ...room(node, nodes.length), ...spots.get(node.id()) }));
  const span = (axis) => Math.max(...boxes.map((one) => one[axis])) - Math.min(...boxes.map((one) => one[axis])) + 120;
  const needed = boxes.reduce((sum, { w, up, down }) => sum + w * (up + down), 0) * AIR;
  const scale = Math.min(2, Math.max(1, Math.sqrt(needed / (span('x') * span('y')))));
  boxes.forEach((one) => { one.x *= scale; one.y *= scale; });
  for (let round = 0; round < 120; round += 1) {
    let moved = false;
    for (let i = 0; i < boxes.length; i += 1) {
      for (let j = i + 1; j < boxes.length; j += 1) moved = part(boxes[i], boxes[j]) || moved;
    }
    if (!moved) break;
  }
  return new Map(ranked.map((node, i) => [node.id(), { x: boxes[i].x, y: boxes[i].y }]));
}

function part(heavy, light) {
  const dx = (heavy.w + light.w) / 2 + 8 - Math.abs(heavy.x - light.x);
  const dy = (heavy.y < light.y ? heavy.down + light.up : heavy.up + light.down) + 8 - Math.abs(heavy.y - light.y);
  if (dx <= 0 || dy <= 0) return false;
  const axis = dx < dy ? 'x' : 'y';
  const push = Math.min(dx, dy);
  const sign = light[axis] < heavy[axis] ? -1 : 1;
  light[axis] += sign * push * 0.75;
  heavy[axis] -= sign * push * 0.25;
  return true;
}

function layered(eles, rankdir) {
  const graph = new dagre.graphlib.Graph({ multigraph: true })
    .setGraph({ rankdir, nodesep: 20, ranksep: rankdir === 'TB' ? 78 : 90, ranker: 'network-simplex' });
  eles.nodes().forEach((node) => {
    const { w, up, down } = box(node);
    graph.setNode(node.id(), { width: rankdir === 'TB' ? Math.min(w, LAYER_WIDTH) : w, height: up + down });
  });
  eles.edges().forEach((edge) => graph.setEdge(edge.source().id(), edge.target().id(), {}, edge.id()));
  dagre.layout(graph);
  return new Map(eles.nodes().map((node) => {
    const { x, y } = graph.node(node.id());
    const { up, down } = box(node);
    return [node.id(), { x, y: y - (down - up) / 2 }];
  }));
}

function builtIn(options) {
  return (eles) => {
    eles.layout({ animate: false, fit: false, avoidOverlap: true, ...options }).run();
    return positionsOf(eles.nodes());
  };
}

const byName = (a, b) => a.data('kind').localeCompare(b.data('kind')) || a.data('name').localeCompare(b.data('name'));
const DRAW = {
  force,
  layers: (eles) => layered(eles, 'TB'),
  flow: (eles) => layered(eles, 'LR'),
  concentric: builtIn({ name: 'concentric', concentric: (node) => node.degree(), levelWidth: () => 3, minNodeSpacing: 42 }),
  circle: builtIn({ name: 'circle', sort: byName, spacingFactor: 1.15 }),
  grid: builtIn({ name: 'grid', sort: byName, condense: true, avoidOverlapPadding: 66 }),
};

/**
 * @param {object} eles the nodes and edges to arrange (a Cytoscape collection)
 * @param {string} name a key of LAYOUTS; an unknown one is drawn as `force`
 * @returns {Map<string, {x, y}>} where each node goes; the nodes themselves stay where they are
 */
export function arrange(eles, name) {
  const before = positionsOf(eles.nodes());
  const result = (DRAW[name] ?? force)(eles);
  eles.nodes().positions((node) => before.get(node.id()));
  return result;
}

/** Places for the nodes of `fresh`, tied to what is on the canvas already; see place.js. */
export function arrangeNew(cy, fresh) {
  const names = new Set(fresh.map((node) => node.id()));
  const placed = new Map(cy.nodes().filter((node) => !names.has(node.id())).map((node) => [node.id(), box(node)]));
  const sizes = new Map(fresh.map((node) => [node.id(), box(node)]));
  const neighbours = (id) => cy.getElementById(id).neighborhood('node').map((node) => node.id());
  return place(placed, sizes, neighbours, cy.extent());
}
