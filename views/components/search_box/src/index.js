// A search box that asks Python while one types: an ARIA combobox whose list floats above everything on the page.

import { Messenger } from '../../shared/messenger.js';
import { mounting } from '../../shared/mount.js';
import css from './search_box.css';
import { drawRows, make } from './rows.js';

const PAUSE = 90; // milliseconds without a key before Python is asked
let count = 0;

class SearchBox {
  constructor(parent) {
    Object.assign(this, { parent, rows: [], active: -1, asked: '', timer: null, open: false, id: `tg-find-${count += 1}`,
      messenger: new Messenger(parent) });
    this.build();
  }

  build() {
    this.input = make('input', { type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', id: this.id,
      'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': `${this.id}-list` });
    this.list = make('ul', { role: 'listbox', id: `${this.id}-list`, popover: 'manual' });
    this.note = make('div', { class: 'note', role: 'status' });
    this.clear = make('button', { type: 'button', class: 'clear', 'aria-label': 'Clear' }, '×');
    this.label = make('label', { for: this.id });
    this.dot = make('span', { class: 'dot' });
    this.root = make('div', { class: 'box' }, this.label,
      make('div', { class: 'field' }, make('span', { class: 'glass', 'aria-hidden': 'true' }), this.dot, this.input, this.clear),
      this.list, this.note);
    this.parent.append(make('style', {}, css), this.root);
    this.input.addEventListener('input', () => this.ask());
    this.input.addEventListener('focus', () => { this.input.select(); this.show(); });
    this.input.addEventListener('click', () => this.show());
    this.input.addEventListener('blur', () => this.leave());
    this.input.addEventListener('keydown', (event) => this.press(event));
    this.list.addEventListener('mousedown', (event) => event.preventDefault()); // keeps the focus in the field
    this.list.addEventListener('click', (event) => this.choose(this.rows[event.target.closest('li')?.dataset.at]));
    this.clear.addEventListener('click', () => { this.take(null); this.input.focus(); });
    this.follow = () => this.place();
    window.addEventListener('scroll', this.follow, true);
    window.addEventListener('resize', this.follow);
  }

  /** Streamlit has run the script: show what Python found, unless one has typed on meanwhile. */
  update(data, send) {
    this.data = data;
    this.messenger.hear(data.receipt, send);
    this.label.textContent = data.label;
    this.label.hidden = !data.show_label;
    this.input.placeholder = data.placeholder;
    this.input.setAttribute('aria-label', data.label);
    if (data.chosen?.id !== this.shown?.id || data.turn !== this.turn) this.settle(data);
    const waiting = this.root.dataset.pending === 'true';
    const fits = data.query === this.asked && (!waiting || this.asked === this.input.value.trim());
    if (fits) this.rows = data.rows;
    if (fits) this.root.dataset.pending = 'false';
    this.draw();
    if (fits && waiting && this.hurried) this.choose(this.rows[0]); // Enter was pressed before this was found
    if (data.focus && !this.focused) { this.focused = true; this.input.focus(); }
  }

  settle({ chosen, turn }) {
    Object.assign(this, { shown: chosen, turn, asked: '', rows: [], active: -1 });
    this.input.value = chosen?.name ?? '';
    this.dot.hidden = !chosen;
    if (chosen) Object.assign(this.dot.style, { '--light': chosen.light, background: this.dark() ? chosen.dark : chosen.light });
    this.hide();
  }

  dark() {
    const [r, g, b] = (getComputedStyle(this.root).color.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
    return r + g + b > 384; // light text stands on a dark page
  }

  ask() {
    clearTimeout(this.timer);
    this.hurried = false;
    this.root.dataset.pending = 'true';
    this.timer = setTimeout(() => {
      this.asked = this.input.value.trim();
      this.active = -1;
      if (this.asked) this.messenger.post('query', this.asked);
      else { this.rows = []; this.root.dataset.pending = 'false'; this.draw(); }
    }, PAUSE);
    this.show();
  }

  offered() { return this.asked ? this.rows : this.data.suggestions; }

  draw() {
    const dark = this.dark();
    this.rows = this.offered();
    if (this.asked && this.rows.length && this.active < 0) this.active = 0;
    drawRows(this.list, this.rows, { active: this.active, asked: this.asked, dark, id: this.id,
      heading: this.asked ? '' : this.data.suggestions_title, total: this.data.total, corrected: this.asked && this.data.corrected });
    const none = this.asked && this.root.dataset.pending === 'false' && !this.rows.length;
    this.note.textContent = none ? `Nothing is called or holds “${this.asked}”.` : '';
    this.clear.hidden = !this.input.value;
    if (this.open) this.show(); else this.hide();
  }

  show() {
    this.open = true;
    if (!this.rows.length && !this.asked) this.rows = this.data.suggestions;
    const some = this.list.childElementCount > 0;
    if (some && !this.list.matches(':popover-open')) this.list.showPopover();
    if (!some && this.list.matches(':popover-open')) this.list.hidePopover();
    this.input.setAttribute('aria-expanded', String(some));
    this.place();
  }

  hide() {
    this.open = false;
    if (this.list.matches(':popover-open')) this.list.hidePopover();
    this.input.setAttribute('aria-expanded', 'false');
  }

  place() {
    if (!this.list.matches(':popover-open')) return;
    const field = this.input.parentElement.getBoundingClientRect();
    const below = window.innerHeight - field.bottom - 12;
    const width = Math.min(Math.max(field.width, 380), window.innerWidth - 24);
    const upward = below < 220 && field.top > below;
    Object.assign(this.list.style, { width: `${width}px`, left: `${Math.min(field.left, window.innerWidth - width - 12)}px`,
      maxHeight: `${Math.min(440, upward ? field.top - 12 : below)}px`, top: upward ? 'auto' : `${field.bottom + 4}px`,
      bottom: upward ? `${window.innerHeight - field.top + 4}px` : 'auto' });
  }

  press(event) {
    if (event.key === 'Escape') {
      if (this.open) event.stopPropagation();
      this.hide();
      this.input.value = this.shown?.name ?? '';
      return;
    }
    if (event.key === 'Enter') { event.preventDefault(); this.confirm(); return; }
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key];
    if (!step || !this.rows.length) return;
    event.preventDefault();
    this.active = Math.max(0, Math.min(this.rows.length - 1, this.active + step));
    this.open = true;
    this.draw();
    this.list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', `${this.id}-${this.active}`);
  }

  /** Take the marked row; what is still being looked for is taken once it is found. */
  confirm() {
    if (this.root.dataset.pending === 'true') this.hurried = true;
    else if (this.open) this.choose(this.rows[Math.max(this.active, 0)]);
  }

  choose(row) {
    this.hurried = false;
    if (row) this.take(row);
  }

  take(row) {
    clearTimeout(this.timer);
    this.root.dataset.pending = 'false';
    this.hide();
    this.asked = '';
    this.input.value = row ? row.name : '';
    this.messenger.post('picked', row ? row.id : '');
  }

  leave() {
    this.hurried = false;
    this.hide();
    clearTimeout(this.timer);
    if (this.shown) this.input.value = this.shown.name;
  }

  destroy() {
    window.removeEventListener('scroll', this.follow, true);
    window.removeEventListener('resize', this.follow);
  }
}

export default mounting(SearchBox);
