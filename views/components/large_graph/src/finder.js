// Finding a node by its name: a combobox that looks through the names in the browser.

import { make } from './dom.js';

const MOST = 9;
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Positions of the names that hold all words, those that begin with the query first, then the shorter. */
export function search(folded, query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const found = [];
  folded.forEach((name, i) => { if (words.every((word) => name.includes(word))) found.push(i); });
  const rank = (i) => (folded[i].startsWith(words[0]) ? 0 : 1e6) + folded[i].length;
  return found.sort((a, b) => rank(a) - rank(b));
}

export class Finder {
  /** @param {(node: number) => void} pick called with the position of what was chosen */
  constructor(panel, pick) {
    Object.assign(this, { panel, pick, found: [], active: 0 });
    this.input = make('input', { type: 'text', role: 'combobox', placeholder: 'Find in this view …', 'aria-label': 'Find in this view',
      'aria-expanded': 'false', 'aria-controls': 'found', 'aria-autocomplete': 'list', autocomplete: 'off', spellcheck: 'false',
      oninput: () => this.look(), onkeydown: (event) => this.press(event), onblur: () => setTimeout(() => this.close(), 150) });
    this.list = make('ul', { role: 'listbox', id: 'found', 'aria-label': 'Found', onmousedown: (event) => {
      event.preventDefault();
      this.take(event.target.closest('li')?.dataset.at);
    } });
    panel.append(this.input, this.list);
  }

  /** @param {string[]} names by position, @param {(node: number) => string} kindOf what to say beside a name */
  offer(names, kindOf) {
    Object.assign(this, { names, kindOf, folded: names.map(fold) });
    this.close();
  }

  look() {
    this.active = 0;
    this.found = search(this.folded, this.input.value);
    this.draw();
  }

  draw() {
    const rows = this.found.slice(0, MOST).map((node, at) => make('li', { role: 'option', id: `found-${at}`, 'data-at': at,
      'aria-selected': String(at === this.active) }, this.names[node], make('i', {}, this.kindOf(node))));
    const more = this.found.length > MOST ? `${(this.found.length - MOST).toLocaleString('en')} more; type on to narrow` : '';
    const none = this.input.value.trim() && !this.found.length ? 'Nothing in this view is called so' : '';
    const note = more || none ? [make('li', { class: 'none', role: 'presentation' }, more || none)] : [];
    this.list.replaceChildren(...rows, ...note);
    this.input.setAttribute('aria-expanded', String(rows.length > 0));
    if (rows.length) this.input.setAttribute('aria-activedescendant', `found-${this.active}`);
    else this.input.removeAttribute('aria-activedescendant');
  }

  press(event) {
    event.stopPropagation(); // letters are commands on the stage
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) {
      this.active = Math.max(0, Math.min(Math.min(MOST, this.found.length) - 1, this.active + step));
      this.draw();
      event.preventDefault();
    } else if (event.key === 'Enter') this.take(this.active);
    else if (event.key === 'Escape') { this.input.value = ''; this.close(); }
  }

  take(at) {
    const node = this.found[at];
    if (node === undefined) return;
    this.input.value = this.names[node];
    this.close();
    this.pick(node);
  }

  close() {
    this.found = [];
    this.list.replaceChildren();
    this.input.setAttribute('aria-expanded', 'false');
  }
}
