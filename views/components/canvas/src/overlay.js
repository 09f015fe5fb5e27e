// What Cytoscape does not draw well: names that stay legible at any zoom and never cover one another, the sign inside a
// node, the badge that counts neighbours not shown, the ring of a node being expanded. A canvas of its own over the graph.

import { calm } from './camera.js';
import { LABEL_SIZE } from './labels.js';
import { inkOn } from './theme.js';

const BUSY_LIMIT = 10_000;
const BADGE_HEIGHT = 15;
const ALWAYS_NAMED = 12; // the most important nodes bear their names even over lesser ones
const FADED = 0.2;
const LINE = 1.22;

/** Centre and size of the badge of a node, in model coordinates. */
export function badgeBox(node) {
  const count = node.data('hidden');
  if (!count) return null;
  const label = count > 99 ? '99+' : `+${count}`;
  const { x, y } = node.position();
  const reach = (node.data('size') / 2) * 0.8;
  return { label, x: x + reach, y: y - reach, width: Math.max(BADGE_HEIGHT, 7 + label.length * 5.6), height: BADGE_HEIGHT };
}

const inBadge = (badge, point) => badge && Math.abs(point.x - badge.x) <= badge.width / 2 + 2
  && Math.abs(point.y - badge.y) <= badge.height / 2 + 2;

/** The node whose badge lies under a point in model coordinates, or null. */
export const badgeAt = (cy, point) =>
  cy.nodes(':visible').toArray().find((node) => inBadge(badgeBox(node), point)) ?? null;

function drawSign(pen, node, theme) {
  const sign = node.data('sign');
  if (!sign) return;
  const size = node.data('size');
  const fitted = Math.min(size * 0.36, (size * 1.1) / Math.max(3, sign.length));
  const { x, y } = node.position();
  pen.font = `600 ${fitted}px ${theme.font}`;
  pen.fillStyle = inkOn(node.data('colour'));
  pen.fillText(sign, x, y + fitted * 0.04);
}

function drawBadge(pen, node, theme) {
  const badge = badgeBox(node);
  if (!badge) return;
  pen.beginPath();
  pen.roundRect(badge.x - badge.width / 2, badge.y - badge.height / 2, badge.width, badge.height, badge.height / 2);
  pen.fillStyle = theme.background;
  pen.fill();
  pen.lineWidth = 1.2;
  pen.strokeStyle = theme.edgeStrong;
  pen.stroke();
  pen.font = `600 10px ${theme.font}`;
  pen.fillStyle = theme.text;
  pen.fillText(badge.label, badge.x, badge.y + 0.5);
}

function drawRing(pen, node, theme, turn) {
  const { x, y } = node.position();
  pen.beginPath();
  pen.arc(x, y, node.data('size') / 2 + 6, turn, turn + Math.PI * 1.3);
  pen.lineWidth = 2.5;
  pen.strokeStyle = theme.primary;
  pen.stroke();
}

const meets = (a, b) => a.x1 < b.x2 && a.x2 > b.x1 && a.y1 < b.y2 && a.y2 > b.y1;

/** Where the name of a node would stand on the screen, and in which lines. */
function labelBox(node, zoom, pan) {
  const { x, y } = node.position();
  const px = Math.min(15, Math.max(11, LABEL_SIZE * zoom));
  const { lines, width } = node.data('label')[zoom < 0.7 ? 'short' : 'full'];
  const top = y * zoom + pan.y + (node.data('size') / 2) * zoom + Math.max(3, 5 * zoom);
  const [middle, half] = [x * zoom + pan.x, (width * px) / LABEL_SIZE / 2];
  return { lines, px, middle, top, x1: middle - half - 2, x2: middle + half + 2, y1: top, y2: top + lines.length * px * LINE };
}

/** The middle of a node, which the name of another must not cover. */
function core(node, zoom, pan) {
  const { x, y } = node.position();
  const [middle, centre, r] = [x * zoom + pan.x, y * zoom + pan.y, node.data('size') * zoom * 0.36];
  return { id: node.id(), x1: middle - r, x2: middle + r, y1: centre - r, y2: centre + r };
}

function drawLabel(pen, spot, theme, bold) {
  pen.font = `${bold ? 700 : 500} ${spot.px}px ${theme.font}`;
  spot.lines.forEach((line, i) => {
    const y = spot.top + (i + 0.5) * spot.px * LINE;
    pen.strokeText(line, spot.middle, y);
    pen.fillText(line, spot.middle, y);
  });
}

/** Names in order of importance, each where it meets no name drawn before it and no other node. */
function drawLabels(pen, nodes, theme, { zoom, pan, width, height }) {
  const cores = nodes.map((node) => core(node, zoom, pan));
  const taken = [];
  Object.assign(pen, { lineWidth: 3, lineJoin: 'round', strokeStyle: theme.background, fillStyle: theme.text });
  for (const [i, node] of nodes.entries()) {
    const spot = labelBox(node, zoom, pan);
    if (node.hasClass('faded') || spot.x2 < 0 || spot.y2 < 0 || spot.x1 > width || spot.y1 > height) continue;
    const chosen = node.selected() || node.hasClass('hovered');
    const blocked = taken.some((other) => meets(spot, other))
      || (i >= ALWAYS_NAMED && cores.some((other) => other.id !== node.id() && meets(spot, other)));
    if (blocked && !chosen) continue;
    taken.push(spot);
    pen.globalAlpha = node.effectiveOpacity();
    drawLabel(pen, spot, theme, node.selected());
  }
  pen.globalAlpha = 1;
}

const rank = (node) => (node.selected() ? 4e6 : 0) + (node.hasClass('hovered') ? 2e6 : 0) + node.data('size') * 10
  + (node.scratch('ties') ?? 0) * 25;

/**
 * Draw signs, badges and names of the visible nodes.
 * @param {{zoom, pan: {x, y}, width, height, ratio}} frame what of the plane is drawn: CSS pixels, and device pixels in one
 */
export function drawMarks(pen, cy, theme, frame) {
  const { zoom, pan, width, height, ratio } = frame;
  const nodes = cy.nodes(':visible').toArray().filter((node) => {
    const [x, y] = [node.position('x') * zoom + pan.x, node.position('y') * zoom + pan.y];
    return x > -80 && y > -80 && x < width + 80 && y < height + 40;
  }).map((node) => [rank(node), node]).sort((a, b) => b[0] - a[0]).map(([, node]) => node);
  Object.assign(pen, { textAlign: 'center', textBaseline: 'middle' });
  pen.setTransform(zoom * ratio, 0, 0, zoom * ratio, pan.x * ratio, pan.y * ratio);
  for (const node of nodes) {
    pen.globalAlpha = node.hasClass('faded') ? FADED : node.effectiveOpacity();
    if (zoom > 0.4) drawSign(pen, node, theme);
    if (zoom > 0.5) drawBadge(pen, node, theme);
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawLabels(pen, nodes, theme, frame);
}

export class Overlay {
  /** @param {HTMLCanvasElement} surface lies over the graph and takes no pointer events */
  constructor(surface, cy, theme) {
    Object.assign(this, { surface, cy, theme, busy: null });
    cy.on('render', () => this.draw());
  }

  /** Turn a ring round a node until called with null, or until Python has evidently gone away. */
  setBusy(id) {
    clearTimeout(this.waiting);
    if (id === this.busy) return;
    this.busy = id;
    this.draw();
    if (id) this.waiting = setTimeout(() => this.setBusy(null), BUSY_LIMIT);
    if (id && !this.ticking) this.tick();
  }

  tick() {
    this.ticking = Boolean(this.busy) && !calm() && !this.cy.destroyed();
    if (!this.ticking) return;
    requestAnimationFrame(() => { this.draw(); this.tick(); });
  }

  draw() {
    const { cy, surface, theme } = this;
    if (cy.destroyed()) return;
    const frame = { zoom: cy.zoom(), pan: cy.pan(), width: cy.width(), height: cy.height(), ratio: window.devicePixelRatio || 1 };
    const [width, height] = [Math.round(frame.width * frame.ratio), Math.round(frame.height * frame.ratio)];
    if (surface.width !== width || surface.height !== height) Object.assign(surface, { width, height });
    const pen = surface.getContext('2d');
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, width, height);
    drawMarks(pen, cy, theme, frame);
    const node = this.busy ? cy.getElementById(this.busy) : null;
    if (!node?.nonempty()) return;
    const { zoom, pan, ratio } = frame;
    pen.setTransform(zoom * ratio, 0, 0, zoom * ratio, pan.x * ratio, pan.y * ratio);
    drawRing(pen, node, theme, calm() ? -Math.PI / 2 : performance.now() / 160);
  }
}
