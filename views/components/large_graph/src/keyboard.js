// Moving over a large graph without a pointer.

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** Do what a key means on the stage; whether it means something. */
export function press(event, view) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const direction = DIRECTIONS[event.key];
  if (direction) { view.pan(direction[0] * 80, direction[1] * 80); return true; }
  const acts = {
    '+': () => view.zoom(1.5), '=': () => view.zoom(1.5), '-': () => view.zoom(1 / 1.5), _: () => view.zoom(1 / 1.5), f: () => view.fit(), F: () => view.fit(),
    '/': () => view.finder.input.focus(), Escape: () => view.choose(null), Enter: () => view.open(view.selected),
  };
  if (!acts[event.key]) return false;
  acts[event.key]();
  return true;
}
