// The contents of a treaty: chapters with their articles, filtered as one types, walked with the arrow keys.

import { Messenger } from '../../shared/messenger.js';
import css from './outline.css';

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export class Outline {
  constructor(parent, data) {
    this.messenger = new Messenger(parent);
    this.filter = make('input', { type: 'search', placeholder: data.placeholder, 'aria-label': data.placeholder, autocomplete: 'off',
      oninput: () => this.narrow(), onkeydown: (event) => this.leaveFilter(event) });
    this.list = make('ul', { role: 'tree', 'aria-label': data.label, onkeydown: (event) => this.walk(event) });
    this.none = make('p', { class: 'none', role: 'status' });
    this.root = make('div', { class: 'ol' }, make('style', {}, css), this.filter, this.none, this.list);
    parent.append(this.root);
  }

  update(data, send) {
    this.messenger.hear(data.receipt, send);
    this.root.style.height = `${data.height}px`;
    const drawn = JSON.stringify(data.items);
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      this.filter.value = '';
      this.list.replaceChildren(...data.items.map((item) => this.row(item)));
      this.list.classList.toggle('plain', data.items.every(({ number }) => !number));
      this.narrow();
    }
    if (!this.messenger.pending && data.current !== this.current) this.mark(data.current);
    this.root.dataset.ready = 'true';
  }

  destroy() { this.root.remove(); }

  row(item) {
    const count = item.count ? make('small', { title: item.about }, String(item.count)) : null;
    const row = make('li', { role: 'treeitem', 'aria-level': String(item.level + 1), tabindex: '-1', 'data-id': item.id,
      class: item.group ? 'group' : 'leaf', style: `--level: ${item.level}`, onclick: () => this.choose(row) },
    make('span', { class: 'number' }, item.number), make('span', { class: 'name' }, item.name), count);
    row.found = fold(`${item.number} ${item.name}`);
    return row;
  }

  get shown() { return [...this.list.children].filter((row) => !row.hidden); }

  /** Show what holds the typed words, and the chapters that such articles stand in. */
  narrow() {
    const words = fold(this.filter.value).split(/\s+/).filter(Boolean);
    const rows = [...this.list.children];
    let open = -1;
    for (const row of rows.reverse()) {
      const level = Number(row.getAttribute('aria-level'));
      const fits = words.every((word) => row.found.includes(word));
      const holds = level < open;
      row.hidden = !fits && !holds;
      open = fits || holds ? level : Math.min(open, level);
      if (level === 1) open = -1;
    }
    const count = this.shown.length;
    this.none.textContent = count ? '' : `Nothing in the contents has “${this.filter.value}”.`;
  }

  mark(id) {
    this.current = id;
    for (const row of this.list.children) {
      const on = row.dataset.id === id;
      row.toggleAttribute('data-current', on);
      if (on) row.setAttribute('aria-current', 'page'); else row.removeAttribute('aria-current');
      row.tabIndex = on ? 0 : -1;
      if (on) this.reveal(row);
    }
    if (!this.list.querySelector('[tabindex="0"]') && this.list.firstElementChild) this.list.firstElementChild.tabIndex = 0;
  }

  /** Scroll the list alone, not the page around it. */
  reveal(row) {
    const [top, bottom] = [row.offsetTop - this.list.offsetTop, row.offsetTop - this.list.offsetTop + row.offsetHeight];
    const { scrollTop, clientHeight } = this.list;
    if (top < scrollTop || bottom > scrollTop + clientHeight) this.list.scrollTop = top - clientHeight / 3;
  }

  choose(row) {
    this.mark(row.dataset.id);
    row.focus({ preventScroll: true });
    this.messenger.post('chosen', row.dataset.id);
  }

  leaveFilter(event) {
    if (event.key === 'ArrowDown') { this.shown[0]?.focus(); event.preventDefault(); }
    if (event.key === 'Enter') {
      const first = this.shown.find((row) => row.classList.contains('leaf'));
      if (first) this.choose(first);
    }
    if (event.key === 'Escape') { this.filter.value = ''; this.narrow(); }
  }

  walk(event) {
    const rows = this.shown;
    const at = rows.indexOf(event.target.closest('li'));
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1, PageDown: Math.min(at + 10, rows.length - 1), PageUp: Math.max(at - 10, 0) };
    if (['Enter', ' '].includes(event.key) && rows[at]) this.choose(rows[at]);
    else if (event.key === 'ArrowUp' && at === 0) this.filter.focus();
    else if (event.key in steps) rows[steps[event.key]]?.focus();
    else return;
    event.preventDefault();
  }
}
