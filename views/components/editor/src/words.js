// What the schema knows, offered while a query is written, and marked where the query names what does not exist.

import { CLAUSES, EDGE, FUNCTIONS, OPERATORS } from './cypher.js';

const NAME = /[\p{L}_][\p{L}\p{N}_]*$/u;

/** The text before a position in which strings and comments are blanked, so that their brackets do not count. */
export function bare(text) {
  return text.replace(/\/\/[^\n]*|\/\*[^]*?(\*\/|$)|'(?:\\.|[^'\\])*'?|"(?:\\.|[^"\\])*"?/g, (found) => found.replace(/[^\n]/g, ' '));
}

/** The innermost bracket that is open at the end of a text: '(', EDGE, '[', '{' or ''. */
export function innermost(text) {
  const open = [];
  let before = '';
  for (const c of text) {
    if ('([{'.includes(c)) open.push(c === '[' && before === '-' ? EDGE : c);
    else if (')]}'.includes(c)) open.pop();
    before = c;
  }
  return open.at(-1) ?? '';
}

const option = (type, boost = 0) => ({ name, about, label }) => ({ label: name, type, detail: label, info: about || undefined, boost });

/** The label or type that a variable was given earlier in the query: `(t:Treaty)` says that t is a Treaty. */
export function kindOf(text, variable) {
  const found = [...text.matchAll(/[([]\s*([\p{L}_][\p{L}\p{N}_]*)\s*:\s*([\p{L}_][\p{L}\p{N}_]*)/gu)].filter(([, name]) => name === variable);
  return found.at(-1)?.[2];
}

function propertiesOf(schema, kind) {
  const known = [...schema.labels, ...schema.types].find(({ name }) => name === kind);
  const names = known ? new Set(known.properties) : null;
  return schema.properties.filter(({ name }) => !names || names.has(name)).map(option('property'));
}

function everything(text, schema) {
  const variables = new Set([...text.matchAll(/[([]\s*([\p{L}_][\p{L}\p{N}_]*)\s*[:)\]]|\bAS\s+([\p{L}_][\p{L}\p{N}_]*)/giu)].map((m) => m[1] ?? m[2]));
  return [
    ...[...variables].map((label) => ({ label, type: 'variable', boost: 2 })),
    ...CLAUSES.map((label) => ({ label, type: 'keyword', apply: `${label} `, boost: 1 })),
    ...OPERATORS.map((label) => ({ label, type: 'keyword' })),
    ...Object.entries(FUNCTIONS).map(([label, info]) => ({ label, type: 'function', apply: `${label}(`, info })),
    ...schema.parameters.map(({ name, about }) => ({ label: `$${name}`, type: 'constant', info: about })),
  ];
}

/** Completions at the cursor, for the schema that `read()` gives. */
export const completer = (read) => (context) => {
  const schema = read();
  const text = bare(context.state.sliceDoc(0, context.pos));
  const typed = NAME.exec(text)?.[0] ?? '';
  const head = text.slice(0, text.length - typed.length);
  const result = (options, from = context.pos - typed.length) => ({ from, options, validFor: /^[\p{L}\p{N}_]*$/u });
  const inside = innermost(head);
  if (/\$$/.test(head)) return result(schema.parameters.map(option('constant')));
  const colon = /([\p{L}_][\p{L}\p{N}_]*)?\s*[:|&!]\s*$/u.test(head);
  if (colon && inside === EDGE) return result(schema.types.map(option('type')));
  if (colon && inside !== '{') return result(schema.labels.map(option('class')));
  const owner = /([\p{L}_][\p{L}\p{N}_]*)\.$/u.exec(head)?.[1];
  if (owner) return result(propertiesOf(schema, kindOf(bare(context.state.doc.toString()), owner)));
  const map = /[([]\s*[\p{L}\p{N}_]*\s*:\s*([\p{L}_][\p{L}\p{N}_]*)[^()[\]{}]*\{[^{}:]*(?::[^{}:,]*,\s*)*$/u.exec(head)?.[1];
  if (inside === '{' && map && !/:\s*$/.test(head)) return result(propertiesOf(schema, map));
  return typed || context.explicit ? result(everything(text, schema)) : null;
};

/** The known name that is nearest to a misspelt one, or nothing where none is near. */
export function nearest(word, names) {
  const wanted = word.toLowerCase();
  const distance = (other) => {
    let row = Array.from({ length: other.length + 1 }, (_, i) => i);
    for (let i = 1; i <= wanted.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= other.length; j += 1) {
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (wanted[i - 1] === other[j - 1] ? 0 : 1));
      }
      row = next;
    }
    return row.at(-1);
  };
  const [best] = names.map((name) => [distance(name.toLowerCase()), name]).sort(([a], [b]) => a - b);
  return best && best[0] <= Math.max(1, wanted.length / 3) ? best[1] : undefined;
}

/** Labels and relationship types in a query that the schema does not have: `{from, to, message}`. */
export function unknownNames(text, schema) {
  const plain = bare(text);
  const found = [];
  for (const match of plain.matchAll(/(?<=(?:-\[|(?<![\p{L}\p{N}_])\()[^()[\]{}]*?[:|&!]\s*)[\p{L}_][\p{L}\p{N}_]*/gu)) {
    const inEdge = innermost(plain.slice(0, match.index)) === EDGE;
    const names = (inEdge ? schema.types : schema.labels).map(({ name }) => name);
    if (names.includes(match[0])) continue;
    const near = nearest(match[0], names);
    const what = inEdge ? 'relationship type' : 'label';
    found.push({ from: match.index, to: match.index + match[0].length, name: near,
      message: `There is no ${what} ${match[0]}${near ? `; did you mean ${near}?` : ''}` });
  }
  return found;
}
