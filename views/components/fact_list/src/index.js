// What is said of a thing: statements in groups, each with its citation. A click on a name or a source is told to Python.

import { Messenger } from '../../shared/messenger.js';
import { mounting } from '../../shared/mount.js';
import css from './fact_list.css';

const AT_FIRST = 10;
const OPEN_GROUPS = 12; // statements in a group that stands open at first

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

class FactList {
  constructor(parent) {
    Object.assign(this, { messenger: new Messenger(parent), toggled: new Map(), whole: new Set(), drawn: '' });
    this.root = make('div', { class: 'facts' });
    parent.append(make('style', {}, css), this.root);
    this.root.addEventListener('click', (event) => this.click(event));
  }

  update(data, send) {
    const { receipt, ...content } = data;
    this.messenger.hear(receipt, send);
    const text = JSON.stringify([content, this.dark()]);
    if (text === this.drawn) return;
    if (data.about !== this.data?.about) { this.toggled.clear(); this.whole.clear(); }
    Object.assign(this, { data, drawn: text });
    this.draw();
  }

  dark() {
    const [r, g, b] = (getComputedStyle(this.root).color.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
    return r + g + b > 384; // light text stands on a dark page
  }

  draw() {
    const dark = this.dark();
    this.root.replaceChildren(...this.data.groups.map((group) => this.group(group, dark)));
  }

  group({ title, rows }, dark) {
    const shown = this.whole.has(title) ? rows : rows.slice(0, AT_FIRST);
    const list = make('ul', {}, ...shown.map((row) => this.row(row, dark)));
    const more = rows.length > shown.length
      ? [make('button', { type: 'button', class: 'more', 'data-whole': title }, `Show all ${rows.length.toLocaleString('en')}`)] : [];
    const open = this.toggled.get(title) ?? (rows.length <= OPEN_GROUPS || this.data.groups.length === 1);
    const head = make('summary', {}, make('span', { class: 'title' }, title), make('span', { class: 'count' }, rows.length.toLocaleString('en')));
    const block = make('details', open ? { open: '' } : {}, head, list, ...more);
    block.addEventListener('toggle', () => this.toggled.set(title, block.open));
    return block;
  }

  row({ id, name, kind, light, dark: night, phrase, source, source_name: sourceName, locator, review, note }, dark) {
    const dot = make('span', { class: 'dot', title: kind });
    dot.style.background = dark ? night : light;
    const cite = make('span', { class: 'cite' }, make('span', { class: `review ${review}`, title: this.data.reviews[review] }, review), ' ',
      make('a', { href: '#', class: 'source', 'data-source': source, title: `Open the source: ${sourceName}` }, sourceName),
      locator ? `, ${locator}` : '');
    return make('li', {}, dot, make('div', {},
      make('a', { href: '#', class: 'name', 'data-open': id }, name), phrase ? make('span', { class: 'phrase' }, phrase) : '',
      ...(note ? [make('p', {}, note)] : []), cite));
  }

  click(event) {
    const target = event.target.closest('a, button');
    if (!target) return;
    event.preventDefault();
    const { open, source, whole } = target.dataset;
    if (open) this.messenger.post('opened', open);
    if (source) this.messenger.post('source', source);
    if (whole) { this.whole.add(whole); this.draw(); }
  }
}

export default mounting(FactList);
