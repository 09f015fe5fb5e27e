// The Cypher editor: a CodeMirror that knows the schema, tells Python what is written, and asks it to run.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { linter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder, tooltips } from '@codemirror/view';

import { make } from '../../canvas/src/dom.js';
import { readTheme } from '../../canvas/src/theme.js';
import { cypher } from './cypher.js';
import css from './editor.css';
import { look } from './look.js';
import { completer, unknownNames } from './words.js';

const DELAY = 500;
const PLAY = '<svg viewBox="0 0 12 12" aria-hidden="true"><path d="M2 1v10l9-5z"/></svg>';

export class CypherEditor {
  constructor(parent, data) {
    Object.assign(this, { data, version: data.version, runs: 0, asked: '', timer: null, theme: new Compartment() });
    // Counts begin anew with each page load: the name keeps an old run from looking like a new one.
    this.client = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
    this.build(parent);
    this.view = new EditorView({ parent: this.area, root: this.root.getRootNode(), state: this.fresh(data.text) });
    this.root.__editor = this.view;
  }

  build(parent) {
    this.area = make('div', { class: 'area' });
    this.said = make('span', { class: 'said', role: 'status' });
    const keys = make('span', { class: 'keys' }, make('kbd', {}, 'Ctrl'), ' ', make('kbd', {}, 'Space'), ' completes');
    const run = make('button', { type: 'button', title: 'Run (Ctrl+Enter)', onclick: () => this.run() });
    run.innerHTML = PLAY;
    run.append('Run');
    this.root = make('div', { class: 'te' }, make('style', {}, css), this.area, make('div', { class: 'foot' }, this.said, keys, run));
    parent.append(this.root);
  }

  fresh(text) {
    return EditorState.create({ doc: text, extensions: [
      lineNumbers(), highlightActiveLineGutter(), highlightActiveLine(), history(), drawSelection(), indentOnInput(),
      bracketMatching(), closeBrackets(), highlightSelectionMatches(), EditorView.lineWrapping, cypher(),
      autocompletion({ override: [completer(() => this.data.schema)], icons: false }),
      linter(() => this.diagnostics(), { delay: 400 }),
      placeholder('MATCH (t:Treaty) RETURN t.id, t.name'), tooltips({ position: 'absolute' }), this.theme.of([]),
      EditorView.contentAttributes.of({ 'aria-label': this.data.label, spellcheck: 'false' }),
      keymap.of([{ key: 'Mod-Enter', run: () => this.run(), preventDefault: true }, ...closeBracketsKeymap, ...completionKeymap,
        ...searchKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
      EditorView.updateListener.of((change) => change.docChanged && this.changed()),
    ] });
  }

  /**
   * Python has spoken: another text, another error, another theme.
   * @param {(draft: {text: string, run: string}) => void} send tells Python what is written and which run was asked for
   */
  update(data, send) {
    Object.assign(this, { data, send });
    const dark = readTheme(this.root).dark;
    this.root.classList.toggle('dark', dark);
    if (dark !== this.dark) this.view.dispatch({ effects: this.theme.reconfigure(look(this.dark = dark)) });
    this.area.style.height = `${data.height}px`;
    if (data.version !== this.version) {
      this.version = data.version;
      clearTimeout(this.timer);
      if (data.text !== this.text) this.view.setState(this.fresh(data.text));
      this.view.dispatch({ effects: this.theme.reconfigure(look(dark)) });
    }
    this.point(data.error);
    this.root.dataset.ready = 'true';
  }

  get text() { return this.view.state.doc.toString(); }

  /** Underline where an error is and say it below. */
  point(error) {
    this.said.textContent = this.said.title = error ? error.message : this.data.hint;
    this.said.classList.toggle('bad', Boolean(error));
    this.view.dispatch(setDiagnostics(this.view.state, this.diagnostics()));
  }

  /** What is wrong: names that the schema lacks, and the error of the last run while its text stands. */
  diagnostics() {
    const { error } = this.data;
    return [...this.misspelt(), ...(error?.line && error.text === this.text ? [this.diagnostic(error)] : [])];
  }

  diagnostic({ line, column, message }) {
    const { doc } = this.view.state;
    const row = doc.line(Math.min(line, doc.lines));
    const from = Math.min(row.from + Math.max(0, column - 1), row.to);
    const word = /^[\p{L}\p{N}_]+/u.exec(doc.sliceString(from, row.to))?.[0].length ?? 1;
    return { from: Math.max(row.from, from === row.to ? from - 1 : from), to: Math.min(from + word, row.to), severity: 'error', message };
  }

  misspelt() {
    return unknownNames(this.text, this.data.schema).map(({ from, to, message, name }) => ({
      from, to, message, severity: 'warning',
      actions: name ? [{ name: `Write ${name}`, apply: (target, start, end) => target.dispatch({ changes: { from: start, to: end, insert: name } }) }] : [],
    }));
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), DELAY);
  }

  tell() {
    clearTimeout(this.timer);
    this.send({ text: this.text, run: this.asked });
  }

  run() {
    this.runs += 1;
    this.asked = `${this.client}-${this.runs}`;
    this.tell();
    return true;
  }

  destroy() {
    clearTimeout(this.timer);
    this.view.destroy();
    this.root.remove();
  }
}
