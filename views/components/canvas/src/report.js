// What Python is told: what the reader did, with a picture of the view to keep.

import { Messenger } from '../../shared/messenger.js';
import { selectedIds } from './selection.js';

const DELAY = 700;
const round = (value) => Math.round(value * 100) / 100;

export class Reporter {
  constructor(canvas, parent) {
    Object.assign(this, { canvas, messenger: new Messenger(parent, () => ({ view: this.view() })), timer: null });
  }

  /** Python answers: what it has handled need not be sent again. */
  hear(receipt, send) {
    this.messenger.hear(receipt, send);
  }

  get pending() { return this.messenger.pending; }

  /** The view as Python keeps it. */
  view() {
    const { cy, camera, hiddenKinds, layout, clustered, colouring, doneCommand } = this.canvas;
    const spot = (node) => [node.id(), [round(node.position('x')), round(node.position('y'))]];
    return { positions: Object.fromEntries(cy.nodes().map(spot)), viewport: camera.viewport, selected: selectedIds(cy),
      hidden_kinds: [...hiddenKinds], layout, colouring: clustered ? colouring : null, command_done: doneCommand };
  }

  /** Report an event at once. */
  post(kind, ids = [], element = 'node') {
    this.stop();
    this.messenger.post(kind, { ids, element });
    this.canvas.parts.root.dataset.pending = 'true';
  }

  /** Report where things are once they have stopped moving. */
  moved() {
    this.stop();
    this.timer = setTimeout(() => this.post('move'), DELAY);
  }

  stop() { clearTimeout(this.timer); }
}
