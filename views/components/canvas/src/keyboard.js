// Moving through the graph without a pointer.

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

export const KEYS = [
  ['← ↑ → ↓', 'Go to the next node that way'], ['Enter', 'Expand'], ['Delete', 'Hide'], ['Esc', 'Clear the selection'],
  ['F', 'Fit to view'], ['+ −', 'Zoom'], ['Shift + arrows', 'Move the view'], ['Shift + click', 'Select several'],
];

/** How well `to` lies in direction `[dx, dy]` from `from`: smaller is better, Infinity is not that way at all. */
function aim(from, to, [dx, dy]) {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const along = x * dx + y * dy;
  const across = Math.abs(x * dy - y * dx);
  return along <= 0 || across > along * 1.8 ? Infinity : along + across * 1.4;
}

function nearest(nodes, from, direction) {
  let best = null;
  let least = Infinity;
  nodes.forEach((node) => {
    const value = aim(from, node.position(), direction);
    if (value < least) { best = node; least = value; }
  });
  return best;
}

/** The node an arrow key leads to: a neighbour that way, else the nearest node that way, else null. */
export function step(cy, current, key) {
  const visible = cy.nodes(':visible');
  if (!current) return visible.max((node) => node.degree()).ele ?? null;
  const direction = DIRECTIONS[key];
  const from = current.position();
  return nearest(current.neighborhood('node:visible'), from, direction)
    ?? nearest(visible.difference(current), from, direction);
}

/**
 * @param {KeyboardEvent} event
 * @param {object} canvas offers walk, expand, hide, clear, fit, zoomBy and panBy
 * @returns {boolean} whether the key meant something here
 */
export function press(event, canvas) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const direction = DIRECTIONS[event.key];
  if (direction) {
    if (event.shiftKey) canvas.panBy(direction[0] * -60, direction[1] * -60);
    else canvas.walk(event.key);
    return true;
  }
  const actions = {
    Enter: () => canvas.expand(), Delete: () => canvas.hide(), Backspace: () => canvas.hide(),
    Escape: () => canvas.clear(), f: () => canvas.fit(), F: () => canvas.fit(),
    '+': () => canvas.zoomBy(1.25), '=': () => canvas.zoomBy(1.25), '-': () => canvas.zoomBy(0.8), '_': () => canvas.zoomBy(0.8),
  };
  if (!actions[event.key]) return false;
  actions[event.key]();
  return true;
}
