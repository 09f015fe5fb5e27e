// One canvas: takes what Python sends, draws it, and reports what the reader does.

import cytoscape from 'cytoscape';
import { Camera, calm } from './camera.js';
import { build, notify, openMenu } from './dom.js';
import { press, step } from './keyboard.js';
import { forgetLabels } from './labels.js';
import { LAYOUTS, arrange, arrangeNew } from './layout.js';
import { drawLegend, groupOf, legendEntries } from './legend.js';
import { edgeId, elements, look, reconcile } from './model.js';
import { Overlay } from './overlay.js';
import { bindPointer } from './pointer.js';
import { expose } from './probe.js';
import { Reporter } from './report.js';
import { drawBar, highlight, selectedIds, spoken } from './selection.js';
import { stylesheet } from './style.js';
import { readTheme } from './theme.js';
import { useTool } from './tools.js';

const MOST_GLIDING = 300;
const place = ([x, y]) => ({ x, y });

export class GraphCanvas {
  constructor(parent, data) {
    this.parts = build(parent, (tool) => useTool(this, tool), (name) => { openMenu(this.parts, null); this.relayout(name); });
    this.parts.root.style.height = `${data.height}px`;
    this.theme = readTheme(this.parts.root);
    this.hiddenKinds = new Set();
    this.cy = cytoscape({ container: this.parts.graph, style: stylesheet(this.theme), minZoom: 0.05, maxZoom: 3.5,
      boxSelectionEnabled: true, selectionType: 'single' });
    this.camera = new Camera(this.cy, this.parts.stage);
    this.overlay = new Overlay(this.parts.marks, this.cy, this.theme);
    this.reporter = new Reporter(this, parent);
    bindPointer(this.cy, this.parts, this);
    this.bindFrame();
    expose(this);
  }

  bindFrame() {
    const { stage, root } = this.parts;
    stage.addEventListener('keydown', (event) => {
      if (!press(event, this)) return;
      event.preventDefault();
      event.stopPropagation(); // Streamlit has shortcuts of its own
    });
    stage.addEventListener('pointerdown', () => openMenu(this.parts, null));
    // Cytoscape takes the focus away on mousedown.
    stage.addEventListener('pointerup', () => stage.focus({ preventScroll: true, focusVisible: false }));
    root.addEventListener('keydown', (event) => { if (event.key === 'Escape') openMenu(this.parts, null); });
    root.addEventListener('fullscreenchange', () => setTimeout(() => this.fit(), 60));
    document.fonts?.ready.then(() => { if (!this.cy.destroyed()) this.restyle(true); });
  }

  // ---- from Python -------------------------------------------------------------------------------------------------

  update(data, send) {
    const first = !this.data;
    this.reporter.hear(data.receipt, send);
    this.data = data;
    this.parts.root.style.height = `${data.height}px`;
    if (first) Object.assign(this, { layout: data.view.layout, doneCommand: data.view.command_done });
    this.restyle(false);
    const fresh = data.revision === this.revision ? this.cy.collection() : this.draw();
    if (data.view.version !== this.version) this.adopt(data.view, first);
    if (!this.reporter.pending) this.settle();
    this.refresh();
    this.look(fresh, first);
    this.obey(data.view.command, first);
  }

  /** Bring the elements to those of `data`; returns the nodes that are new. */
  draw() {
    const { cy, data } = this;
    const blank = cy.nodes().empty();
    if (!data.clusters.length) this.colouring = 'kind';
    else if (!this.clustered) this.colouring = data.view.colouring ?? 'cluster';
    this.clustered = data.clusters.length > 0;
    const added = reconcile(cy, elements(data.graph, { legend: data.legend, theme: this.theme, colouring: this.colouring }));
    this.revision = data.revision;
    if (blank || cy.nodes().empty()) this.fitted = false;
    this.position(added.nodes(), data.view.positions, blank);
    if (!blank && !calm()) {
      added.addClass('arriving');
      requestAnimationFrame(() => added.removeClass('arriving'));
    }
    return added.nodes();
  }

  /** Places for new nodes: those Python remembers, else free space; what stands already is not moved. */
  position(fresh, known, blank) {
    const placed = fresh.filter((node) => known[node.id()]);
    placed.positions((node) => place(known[node.id()]));
    const rest = fresh.difference(placed);
    if (rest.empty()) return;
    const spots = blank && placed.empty() ? arrange(this.cy.elements(), this.layout) : arrangeNew(this.cy, rest);
    rest.positions((node) => spots.get(node.id()));
    if (!blank) this.reporter.moved();
  }

  /** Take over what Python changed: places, switched-off kinds, selection. */
  adopt(view, first) {
    this.version = view.version;
    this.hiddenKinds = new Set(view.hidden_kinds);
    const known = first ? [] : this.cy.nodes().filter((node) => view.positions[node.id()]).toArray();
    if (known.length) this.glide(new Map(known.map((node) => [node.id(), place(view.positions[node.id()])])));
    this.select(view.selected);
  }

  /** Python has handled everything that was reported. */
  settle() {
    this.cy.elements('.gone').removeClass('gone');
    this.overlay.setBusy(null);
  }

  /** Where to look after a change: at everything the first time, afterwards wherever the reader was looking. */
  look(fresh, first) {
    if (first && this.cy.nodes().nonempty()) this.camera.open(this.data.key, this.data.view.viewport);
    else if (!this.fitted && fresh.nonempty()) this.fit(true);
    else if (fresh.nonempty()) this.tellOf(fresh);
    this.fitted = this.cy.nodes().nonempty();
  }

  tellOf(fresh) {
    const away = this.camera.outside(fresh).length;
    this.announce(`${fresh.length} added`);
    if (away) notify(this.parts, `${fresh.length} added, ${away} outside the view`, 'Fit', () => this.fit());
  }

  obey(command, first) {
    if (!command || command.number <= this.doneCommand) return;
    this.doneCommand = command.number;
    if (command.name === 'layout') this.relayout(command.target);
    else if (command.name === 'fit') this.fit(first);
    else if (command.name === 'focus') this.camera.centre(this.find(command.target), first);
    this.reporter.moved();
  }

  find(id) { return this.cy.getElementById(id).union(this.cy.getElementById(edgeId(id))); }

  // ---- look --------------------------------------------------------------------------------------------------------

  /** Take over a changed theme; `fonts` says that a font has arrived since and names must be measured again. */
  restyle(fonts) {
    const theme = readTheme(this.parts.root);
    if (!fonts && JSON.stringify(theme) === JSON.stringify(this.theme)) return;
    if (fonts || theme.font !== this.theme.font) forgetLabels();
    this.theme = theme;
    this.overlay.theme = theme;
    this.recolour();
    this.cy.style().fromJson(stylesheet(theme)).update();
    this.refresh();
  }

  recolour() {
    const byId = new Map(this.data.graph.nodes.map((node) => [node.id, node]));
    this.cy.batch(() => this.cy.nodes().forEach((node) => {
      const source = byId.get(node.id());
      if (source) node.data(look(source, this.data.legend, this.theme, this.colouring));
    }));
  }

  /** Redraw everything round the graph. */
  refresh() {
    const { cy, parts: { root, stage, empty, bar }, data } = this;
    cy.batch(() => cy.nodes().forEach((node) => {
      node.scratch('ties', node.degree(false));
      node.toggleClass('filtered', this.hiddenKinds.has(groupOf(node, this.colouring)));
    }));
    highlight(cy);
    drawBar(bar, cy, this);
    const [nodes, edges] = [cy.nodes(':visible').length, cy.edges(':visible').length];
    this.drawLegend(nodes, edges);
    empty.querySelector('p').textContent = data.empty;
    root.classList.toggle('bare', cy.nodes().empty());
    root.classList.toggle('dark', this.theme.dark);
    stage.setAttribute('aria-label', `${data.label}: ${nodes} nodes, ${edges} links. Arrow keys move between neighbours, `
      + 'Enter expands, Delete hides, F fits.');
    Object.assign(root.dataset, { ready: 'true', revision: data.revision, nodes: cy.nodes().length, edges: cy.edges().length,
      visible: nodes, selected: selectedIds(cy).join(' '), theme: this.theme.dark ? 'dark' : 'light',
      layout: this.layout, pending: this.reporter.pending });
    this.overlay.draw();
  }

  drawLegend(nodes, edges) {
    const { cy, data, theme, colouring } = this;
    drawLegend(this.parts.legend, { entries: legendEntries(cy, data, theme, colouring), hidden: this.hiddenKinds, nodes, edges,
      disputed: cy.edges('.disputed:visible').length, warning: theme.warning, colouring, clusters: this.clustered }, {
      toggle: (key) => this.toggleKind(key), colouring: (name) => this.colourBy(name) });
  }

  // ---- what the reader does ----------------------------------------------------------------------------------------

  selectionChanged() {
    if (this.quiet || this.noticing) return;
    this.noticing = true;
    // A click unselects one thing and selects another: one report for both.
    queueMicrotask(() => {
      this.noticing = false;
      if (this.cy.destroyed()) return;
      this.refresh();
      this.announce(spoken(this.cy));
      this.reporter.post('select', selectedIds(this.cy), this.cy.nodes(':selected').empty() && this.cy.edges(':selected').nonempty() ? 'edge' : 'node');
    });
  }

  /** Select without reporting it: Python asked for it. */
  select(ids) {
    const wanted = new Set(ids);
    this.quiet = true;
    this.cy.batch(() => {
      this.cy.elements(':selected').unselect();
      const nodes = this.cy.nodes().filter((node) => wanted.has(node.id()));
      (nodes.nonempty() ? nodes : this.cy.edges().filter((edge) => wanted.has(edge.data('ref')))).select();
    });
    this.quiet = false;
  }

  announce(text) { this.parts.live.textContent = text; }

  expand(id = this.cy.nodes(':selected').first().id()) {
    const node = this.cy.getElementById(id ?? '');
    if (node.empty() || this.overlay.busy === id) return;
    if (node.data('hidden') === 0) {
      notify(this.parts, 'Everything tied to it is shown');
      this.announce('Everything tied to it is shown');
      return;
    }
    this.overlay.setBusy(id);
    this.reporter.post('expand', [id]);
  }

  hide() {
    const nodes = this.cy.nodes(':selected');
    if (nodes.empty()) return;
    const ids = nodes.map((node) => node.id());
    this.select([]);
    nodes.addClass('gone');
    this.refresh();
    this.announce(`${ids.length} hidden`);
    this.reporter.post('hide', ids);
  }

  clear() { this.cy.elements(':selected').unselect(); }

  walk(key) {
    const current = this.cy.nodes(':selected').last();
    const next = step(this.cy, current.nonempty() ? current : null, key);
    if (!next) return;
    this.cy.batch(() => { this.cy.elements(':selected').unselect(); next.select(); });
    this.camera.reveal(next);
  }

  toggleKind(key) {
    if (!this.hiddenKinds.delete(key)) this.hiddenKinds.add(key);
    this.refresh();
    this.reporter.post('filter');
  }

  colourBy(name) {
    this.colouring = name;
    this.hiddenKinds.clear();
    this.recolour();
    this.refresh();
    this.reporter.post('filter');
  }

  fit(at_once = false) { this.camera.fit(at_once); }
  centre() { this.camera.centre(this.cy.elements(':selected')); }
  zoomBy(factor) { this.camera.zoomBy(factor); }
  panBy(x, y) { this.cy.panBy({ x, y }); }

  relayout(name) {
    if (!LAYOUTS[name]) return;
    this.layout = name;
    this.glide(arrange(this.cy.elements(':visible'), name), () => this.fit());
    this.reporter.moved();
  }

  /** Move nodes to new places, then call `after`. */
  glide(spots, after = () => {}) {
    const nodes = this.cy.nodes().filter((node) => spots.has(node.id()));
    if (calm() || nodes.length > MOST_GLIDING) {
      nodes.positions((node) => spots.get(node.id()));
      after();
      return;
    }
    nodes.layout({ name: 'preset', positions: (node) => spots.get(node.id()), fit: false, animate: true,
      animationDuration: 420, animationEasing: 'ease-in-out-cubic', stop: after }).run();
  }

  // ---- life --------------------------------------------------------------------------------------------------------

  destroy() {
    this.camera.close(this.data.key);
    this.reporter.stop();
    this.overlay.setBusy(null);
    this.cy.destroy();
    this.parts.root.remove();
  }
}
