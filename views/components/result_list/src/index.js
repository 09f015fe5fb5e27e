// A list of things found: choose with the pointer or the arrow keys, open with Enter or a double click.

import { Messenger } from '../../shared/messenger.js';
import { mounting } from '../../shared/mount.js';
import { drawRows } from '../../search_box/src/rows.js';
import css from './result_list.css';

const PAUSE = 160; // milliseconds on a row before Python is told, so that one can run through with the arrow keys

class ResultList {
  constructor(parent) {
    this.messenger = new Messenger(parent);
    this.root = document.createElement('div');
    this.list = document.createElement('ul');
    Object.assign(this.list, { tabIndex: 0, id: 'results' });
    this.list.setAttribute('role', 'listbox');
    this.more = document.createElement('button');
    Object.assign(this.more, { type: 'button', className: 'more' });
    const style = document.createElement('style');
    style.textContent = css;
    this.root.append(this.list, this.more);
    parent.append(style, this.root);
    this.list.addEventListener('click', (event) => this.go(Number(event.target.closest('li')?.dataset.at ?? -1), 0));
    this.list.addEventListener('dblclick', () => this.open());
    this.list.addEventListener('keydown', (event) => this.press(event));
    this.more.addEventListener('click', () => this.messenger.post('more', this.data.rows.length));
  }

  update(data, send) {
    const [before, chosen] = [this.data?.query, this.data?.chosen];
    this.data = data;
    this.messenger.hear(data.receipt, send);
    if (before !== data.query || chosen !== data.chosen || !(this.active >= 0)) {
      this.active = data.rows.findIndex(({ id }) => id === data.chosen);
    }
    this.list.setAttribute('aria-label', data.label);
    this.more.hidden = data.total <= data.rows.length;
    this.more.textContent = `Show more (${(data.total - data.rows.length).toLocaleString('en')})`;
    if (before !== data.query) this.list.scrollTop = 0;
    this.draw();
  }

  draw() {
    const [r, g, b] = (getComputedStyle(this.root).color.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
    drawRows(this.list, this.data.rows, { active: this.active, asked: this.data.query, dark: r + g + b > 384, id: 'result', total: 0 });
    this.list.setAttribute('aria-activedescendant', `result-${this.active}`);
  }

  press(event) {
    if (event.key === 'Enter') { this.open(); return; }
    const last = this.data.rows.length - 1;
    const next = { ArrowDown: this.active + 1, ArrowUp: this.active - 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.go(Math.max(0, Math.min(last, next)), PAUSE);
    this.list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  go(at, pause) {
    const row = this.data.rows[at];
    if (!row) return;
    this.active = at;
    this.draw();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.messenger.post('picked', row.id), pause);
  }

  open() {
    const row = this.data.rows[this.active];
    if (row) this.messenger.post('opened', row.id);
  }
}

export default mounting(ResultList);
