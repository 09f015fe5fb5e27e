// What part of the plane is seen: fitting, centring, zooming, and keeping still when the room changes.

const ROOM = { left: 44, right: 76, top: 50, bottom: 52, zoom: 1.2 };
const SCROLLBAR = 40;
const SETTLING = 400; // milliseconds in which the legend comes below a first picture

export const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Last zoom and pan by key of the canvas, so that coming back to a page shows what was left. */
const kept = new Map();

export class Camera {
  constructor(cy, stage) {
    Object.assign(this, { cy, stage, size: null, fitted: -Infinity });
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(stage);
  }

  /** A scrollbar that comes or goes must not move the graph; where the room changes, its middle stays in the middle. */
  resized() {
    const size = { width: this.stage.clientWidth, height: this.stage.clientHeight };
    if (!size.width || !size.height) { this.unseen = !this.size; return; } // in a hidden tab, or on its way out
    const before = this.size ?? size;
    this.size = size;
    this.cy.resize();
    if (this.unseen) { this.unseen = false; this.fit(true); return; }
    const [dx, dy] = [size.width - before.width, size.height - before.height];
    if ((dx || dy) && performance.now() - this.fitted < SETTLING) { this.fit(true); return; }
    if (Math.abs(dx) > SCROLLBAR || Math.abs(dy) > SCROLLBAR) this.cy.panBy({ x: dx / 2, y: dy / 2 });
  }

  get viewport() { return { zoom: this.cy.zoom(), x: this.cy.pan().x, y: this.cy.pan().y }; }

  /** Show what was seen last: here in the browser, else what Python kept, else everything. */
  open(key, saved) {
    const viewport = kept.get(key) ?? saved;
    if (viewport) this.cy.viewport({ zoom: viewport.zoom, pan: { x: viewport.x, y: viewport.y } });
    else this.fit(true);
  }

  close(key) {
    this.observer.disconnect();
    if (this.cy.nodes().nonempty()) kept.set(key, this.viewport);
  }

  move(target, at_once) {
    if (at_once || calm()) this.cy.viewport(target);
    else this.cy.stop().animate({ ...target, duration: 260, easing: 'ease-out-cubic' });
  }

  /** Show everything, clear of the tools at the right and the bar at the top, and never larger than life. */
  fit(at_once = false) {
    const shown = this.cy.elements(':visible');
    if (shown.empty()) return;
    if (at_once) this.fitted = performance.now();
    const { x1, y1, w, h } = shown.boundingBox();
    const [width, height] = [this.cy.width() - ROOM.left - ROOM.right, this.cy.height() - ROOM.top - ROOM.bottom];
    const zoom = Math.min(ROOM.zoom, Math.max(this.cy.minZoom(), Math.min(width / w, height / h)));
    this.move({ zoom, pan: { x: ROOM.left + width / 2 - zoom * (x1 + w / 2), y: ROOM.top + height / 2 - zoom * (y1 + h / 2) } }, at_once);
  }

  /** Bring elements to the middle, near enough to read. */
  centre(elements, at_once = false) {
    if (elements.empty()) return;
    const { x1, y1, w, h } = elements.boundingBox();
    const zoom = Math.max(this.cy.zoom(), 0.8);
    this.move({ zoom, pan: { x: this.cy.width() / 2 - zoom * (x1 + w / 2), y: this.cy.height() / 2 - zoom * (y1 + h / 2) } }, at_once);
  }

  /** Bring a node into view by the least movement. */
  reveal(node) {
    const { x, y } = node.renderedPosition();
    const [margin, width, height] = [70, this.cy.width(), this.cy.height()];
    const dx = Math.max(0, margin - x) - Math.max(0, x - width + margin);
    const dy = Math.max(0, margin - y) - Math.max(0, y - height + margin);
    if (dx || dy) this.cy.panBy({ x: dx, y: dy });
  }

  zoomBy(factor) {
    const { cy } = this;
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  /** Which of `nodes` lie outside what is seen. */
  outside(nodes) {
    const view = this.cy.extent();
    return nodes.filter((node) => {
      const { x, y } = node.position();
      return x < view.x1 || x > view.x2 || y < view.y1 || y > view.y2;
    });
  }
}
