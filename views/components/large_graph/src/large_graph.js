// One large graph: takes what Python sends, draws it with Sigma, and reports what the reader does.

import Sigma from 'sigma';
import { readTheme } from '../../canvas/src/theme.js';
import { Messenger } from '../../shared/messenger.js';
import { build } from './dom.js';
import { Finder } from './finder.js';
import { press } from './keyboard.js';
import { drawLegend } from './legend.js';
import { graphOf, paint, reducers } from './model.js';
import { painters } from './names.js';
import { download, picture } from './picture.js';
import { drawTitles } from './titles.js';

const PADDING = 30;
const TOOLS = 46; // pixels at the right that the buttons cover
const NO_WEBGL = 'This browser offers no WebGL, which drawing so many things at once needs. The groups and the table show the same.';
const graphs = new Map(); // by revision: what has been sent once, also on another page
const cameras = new Map(); // by key
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Whether WebGL is to be had here. */
function able() {
  const pen = document.createElement('canvas');
  return Boolean(pen.getContext('webgl2') ?? pen.getContext('webgl'));
}

export class LargeGraph {
  constructor(parent) {
    Object.assign(this, { parts: build(parent, (tool) => this.use(tool)), messenger: new Messenger(parent), hidden: new Set(), selected: null });
    const { stage, finder, root } = this.parts;
    this.finder = new Finder(finder, (node) => { this.choose(node); this.focus(node); });
    stage.addEventListener('keydown', (event) => {
      if (!press(event, this)) return;
      event.preventDefault();
      event.stopPropagation(); // Streamlit has shortcuts of its own
    });
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(stage);
    if (!able()) this.fail();
    root.__large = this; // a handle for tests and for the curious
  }

  // ---- from Python -------------------------------------------------------------------------------------------------

  update(data, send) {
    const { root, stage } = this.parts;
    this.messenger.hear(data.receipt, send);
    root.style.height = `${data.height}px`;
    stage.setAttribute('aria-label', data.label);
    if (data.graph) { graphs.set(data.revision, data.graph); this.forgetOld(); }
    Object.assign(this, { key: data.key, fileName: data.file_name, opens: data.opens, sent: data.graph !== null });
    if (this.unable) { this.told ??= this.post('unable') ?? true; return; }
    if (!graphs.has(data.revision)) { this.ask(data.revision); return; }
    if (data.revision !== this.revision) this.show(data);
    else this.restyle();
    if (data.turn !== this.turn) this.adopt(data);
    root.dataset.pending = String(this.messenger.pending);
  }

  forgetOld() { while (graphs.size > 3) graphs.delete(graphs.keys().next().value); }

  /** Python thinks that this browser holds a graph that it does not. */
  ask(revision) {
    if (this.asked === revision) return;
    this.asked = revision;
    this.post('again');
  }

  show(data) {
    const { stage, root } = this.parts;
    const [before, other] = [this.renderer, this.revision !== undefined];
    Object.assign(this, { data: graphs.get(data.revision), revision: data.revision, selected: null, near: null, theme: readTheme(root) });
    this.colouring ??= data.colouring;
    this.hidden.clear();
    this.graph = graphOf(this.data);
    before?.kill();
    this.renderer = null;
    this.paint();
    this.renderer = new Sigma(this.graph, stage, { ...this.settings(), ...reducers(this) });
    this.bind();
    this.renderer.setCustomBBox(this.box).refresh({ skipIndexation: true });
    const camera = other ? null : cameras.get(this.key) ?? data.camera;
    if (camera) this.renderer.getCamera().setState(camera);
    this.finder.offer(this.data.names, (node) => this.data.legend[this.data.kinds[node]].name);
    this.legend();
    requestAnimationFrame(() => { root.dataset.ready = 'true'; });
  }

  settings() {
    const { theme } = this;
    return { ...painters(theme), allowInvalidContainer: true, stagePadding: PADDING, zIndex: true, hideEdgesOnMove: this.graph.size > 6000,
      labelFont: theme.font, labelSize: 12.5, labelWeight: '500', labelColor: { color: theme.text }, labelDensity: 0.8, labelGridCellSize: 110,
      labelRenderedSizeThreshold: 6.5, minEdgeThickness: 0.7, minCameraRatio: 0.004, maxCameraRatio: 3, zoomToSizeRatioFunction: (ratio) => ratio ** 0.72,
      defaultEdgeColor: theme.edge };
  }

  /** The extent of the places and the pixels that a unit of them takes where everything is seen, clear of the tools. */
  extent() {
    const { clientWidth, clientHeight } = this.parts.stage;
    const range = (values) => values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
    const [[left, right], [top, bottom]] = [range(this.data.xs), range(this.data.ys)];
    const unit = Math.min((clientWidth - 2 * PADDING - TOOLS) / (right - left || 1), (clientHeight - 2 * PADDING) / (bottom - top || 1));
    return { unit, box: { x: [left, right + TOOLS / unit], y: [-bottom, -top] } };
  }

  paint() {
    const { unit, box } = this.extent();
    this.entries = paint(this.graph, this.data, this.theme, this.colouring, unit);
    this.box = box;
    this.renderer?.setCustomBBox(box);
  }

  /** The theme may be another one. */
  restyle() {
    const theme = readTheme(this.parts.root);
    if (theme.background === this.theme.background && theme.text === this.theme.text) return;
    this.theme = theme;
    this.paint();
    this.renderer.setSettings({ ...this.settings(), ...reducers(this) });
    this.legend();
  }

  /** Python has selected something else. */
  adopt({ turn, selected }) {
    const first = this.turn === undefined;
    this.turn = turn;
    if (selected === this.selected) return;
    this.mark(selected);
    if (selected !== null && !(first && cameras.has(this.key))) this.focus(selected);
  }

  fail() {
    this.unable = true;
    this.parts.root.classList.add('unable');
    this.parts.root.dataset.ready = 'true';
    this.parts.failure.textContent = NO_WEBGL;
  }

  // ---- from the reader ---------------------------------------------------------------------------------------------

  bind() {
    const { renderer, parts: { stage } } = this;
    renderer.on('enterNode', () => stage.classList.add('pointing'));
    renderer.on('leaveNode', () => stage.classList.remove('pointing'));
    renderer.on('clickNode', ({ node }) => this.choose(Number(node)));
    renderer.on('clickStage', () => this.choose(null));
    renderer.on('doubleClickNode', (event) => { event.preventSigmaDefault(); this.enter(event, Number(event.node)); });
    renderer.on('doubleClickStage', (event) => { if (this.opens) { event.preventSigmaDefault(); this.enter(event, null); } });
    renderer.on('afterRender', () => this.titles());
    renderer.getCamera().on('updated', (state) => cameras.set(this.key, state));
  }

  /** A double click opens the cluster below it; where there is none to open, the node. */
  enter({ event }, node) {
    if (!this.opens) { this.open(node); return; }
    const spot = this.renderer.viewportToGraph(event);
    const inside = ({ x, y, radius }) => Math.hypot(spot.x - x, -spot.y - y) <= radius;
    const group = node === null ? this.data.discs.findIndex(inside) : this.data.groups[node];
    if (group >= 0) this.post('group', { group });
  }

  /** Select a node (null: none) and tell Python. */
  choose(node) {
    if (node === this.selected) return;
    this.mark(node);
    this.post('select', { node });
  }

  open(node) { if (node !== null) this.post('open', { node }); }

  mark(node) {
    Object.assign(this, { selected: node, near: node === null ? null : new Set([String(node), ...this.graph.neighbors(String(node))]) });
    this.renderer.refresh({ skipIndexation: true });
    if (node !== null) this.parts.live.textContent = `${this.data.names[node]} selected, tied to ${this.near.size - 1} of what is drawn`;
  }

  post(kind, more = {}) {
    const held = graphs.has(this.revision) ? this.revision : null;
    const camera = this.renderer?.getCamera().getState() ?? null;
    this.parts.root.dataset.pending = 'true';
    this.messenger.post(kind, { held, camera, colouring: this.colouring ?? 'group', ...more });
  }

  // ---- the view ----------------------------------------------------------------------------------------------------

  move(state) {
    const camera = this.renderer.getCamera();
    if (calm()) camera.setState({ ...camera.getState(), ...state });
    else camera.animate(state, { duration: 320 });
  }

  fit() { this.move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }); }

  zoom(factor) {
    const camera = this.renderer.getCamera();
    this.move({ ratio: camera.getBoundedRatio(camera.ratio / factor) });
  }

  pan(dx, dy) {
    const { width, height } = this.renderer.getDimensions();
    const [from, to] = [[width / 2, height / 2], [width / 2 + dx, height / 2 + dy]].map(([x, y]) => this.renderer.viewportToFramedGraph({ x, y }));
    const camera = this.renderer.getCamera();
    camera.setState({ x: camera.x + to.x - from.x, y: camera.y + to.y - from.y });
  }

  /** Bring a node to the middle, near enough to read what is around it. */
  focus(node) {
    const { x, y } = this.renderer.getNodeDisplayData(String(node));
    const near = Math.min(1, 14 / Math.sqrt(this.graph.order));
    this.move({ x, y, ratio: Math.min(this.renderer.getCamera().ratio, near) });
  }

  resized() {
    const { stage } = this.parts;
    if (!this.renderer || !stage.clientWidth) return;
    this.paint();
    this.renderer.resize(true);
    this.renderer.refresh();
  }

  recolour(colouring) {
    this.colouring = colouring;
    this.hidden.clear();
    this.paint();
    this.renderer.setSettings(reducers(this));
    this.legend();
  }

  toggle(key) {
    if (!this.hidden.delete(key)) this.hidden.add(key);
    this.renderer.refresh({ skipIndexation: true });
    this.legend();
  }

  legend() {
    const { data, graph } = this;
    const total = `${graph.order.toLocaleString('en')} things, ${graph.size.toLocaleString('en')} ties drawn`;
    drawLegend(this.parts.legend, { entries: this.entries, of: this.colouring === 'kind' ? data.kinds : data.groups, hidden: this.hidden,
      colouring: this.colouring, total, toggle: (key) => this.toggle(key), recolour: (name) => this.recolour(name) });
  }

  titles() {
    const { parts: { titles, stage }, renderer, data, theme } = this;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [stage.clientWidth, stage.clientHeight];
    Object.assign(titles, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    if (this.near || data.discs.length < 2) return;
    const pen = titles.getContext('2d');
    pen.scale(ratio, ratio);
    const [from, to] = [renderer.graphToViewport({ x: 0, y: 0 }), renderer.graphToViewport({ x: 1, y: 0 })];
    const unit = Math.hypot(to.x - from.x, to.y - from.y);
    const discs = data.discs.map(({ name, x, y, radius }) => ({ name, reach: radius * unit, ...renderer.graphToViewport({ x, y: -y }) }));
    drawTitles(pen, discs, theme, { width, height });
  }

  async save() {
    this.renderer.refresh({ skipIndexation: true });
    const layers = ['edges', 'nodes', 'labels', 'hovers', 'hoverNodes'].map((name) => this.renderer.getCanvases()[name]);
    const entries = [...new Map(this.entries.map((entry) => [entry.key, entry])).values()].filter(({ key }) => !this.hidden.has(key));
    download(await picture([...layers, this.parts.titles], entries, this.theme, this.renderer.getDimensions()), `${this.fileName}.png`);
  }

  async full() {
    if (document.fullscreenElement) await document.exitFullscreen();
    else if (document.fullscreenEnabled) await this.parts.root.requestFullscreen();
  }

  use(tool) {
    ({ 'zoom-in': () => this.zoom(1.5), 'zoom-out': () => this.zoom(1 / 1.5), fit: () => this.fit(), image: () => this.save(), full: () => this.full() })[tool]();
  }

  destroy() {
    this.observer.disconnect();
    this.renderer?.kill();
  }
}
