// Cypher for CodeMirror: a tokenizer that tells labels, relationship types, properties and parameters apart.

import { LanguageSupport, StreamLanguage } from '@codemirror/language';
import { tags } from '@lezer/highlight';

const words = (text) => new Set(text.split(' '));

export const CLAUSES = 'MATCH,OPTIONAL MATCH,WHERE,RETURN,RETURN DISTINCT,WITH,WITH DISTINCT,ORDER BY,LIMIT,SKIP,UNWIND,UNION,UNION ALL,CALL,YIELD,EXISTS'.split(',');
export const OPERATORS = 'AND,OR,XOR,NOT,IN,IS NULL,IS NOT NULL,STARTS WITH,ENDS WITH,CONTAINS,AS,ASC,DESC,CASE,WHEN,THEN,ELSE,END,DISTINCT,true,false,null'.split(',');
export const FUNCTIONS = {
  count: 'how many', collect: 'a list of all values', min: 'the least', max: 'the greatest', sum: 'the sum', avg: 'the mean',
  size: 'length of a list or text', coalesce: 'the first that is not null', labels: 'labels of a node', type: 'type of a relationship',
  properties: 'all properties as a map', keys: 'names of the properties', startNode: 'where a relationship begins',
  endNode: 'where a relationship ends', nodes: 'nodes of a path', relationships: 'relationships of a path', length: 'length of a path',
  shortestPath: 'one shortest path', head: 'first of a list', last: 'last of a list', tail: 'all but the first', range: 'whole numbers from to',
  reverse: 'backwards', split: 'a text cut at a separator', substring: 'part of a text', replace: 'with each occurrence replaced', trim: 'without outer spaces',
  toLower: 'in small letters', toUpper: 'in capitals', toString: 'as text', toInteger: 'as a whole number', toFloat: 'as a number',
  abs: 'without sign', round: 'to the nearest whole number', date: 'a day: date() is today, date(\'2025-10-25\') that day',
  'duration.inDays': 'days between two days', 'duration.between': 'time between two days',
};

const KEYWORDS = words('match optional where return with distinct order by limit skip offset unwind union all call yield exists as asc ascending '
  + 'desc descending case when then else end create merge set delete detach remove foreach load csv on use explain profile');
const LOGIC = words('and or xor not in is starts ends contains');
const ATOMS = words('true false null');
/** A square bracket that holds a relationship, not a list. */
export const EDGE = '-[';
const NAMED = /[\p{L}\p{N}_]/u;

/** Read a quoted text to its end; it may run over several lines. */
function quoted(stream, state) {
  for (let c = stream.next(); c !== undefined; c = stream.next()) {
    if (c === '\\' && state.quote !== '`') stream.next();
    else if (c === state.quote) {
      const name = state.quote === '`';
      state.quote = null;
      return name ? 'variableName' : 'string';
    }
  }
  return state.quote === '`' ? 'variableName' : 'string';
}

function comment(stream, state) {
  state.comment = !stream.match(/^.*?\*\//);
  if (state.comment) stream.skipToEnd();
  return 'comment';
}

/** What a name stands for: `:Label` in a node, `:TYPE` between brackets, `.property`, `key:` in a map. */
function naming(stream, state, word) {
  const before = state.before;
  const inside = state.open.at(-1);
  if (before === '.') return 'propertyName';
  if (':|&!'.includes(before) && inside === EDGE) return 'typeOfEdge';
  if (before === ':' && inside !== '{' || '|&!'.includes(before) && inside === '(') return 'labelName';
  if (inside === '{' && stream.match(/^\s*:/, false)) return 'propertyName';
  if (stream.match(/^\s*\(/, false) && !KEYWORDS.has(word) && !LOGIC.has(word)) return 'functionName';
  if (ATOMS.has(word)) return 'atom';
  if (LOGIC.has(word)) return 'operatorKeyword';
  return KEYWORDS.has(word) ? 'keyword' : 'variableName';
}

function token(stream, state) {
  if (state.quote) return quoted(stream, state);
  if (state.comment) return comment(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.match('//')) { stream.skipToEnd(); return 'comment'; }
  if (stream.match('/*')) return comment(stream, state);
  if (stream.match(/^\$[\p{L}_][\p{L}\p{N}_]*/u)) { state.before = '$'; return 'parameter'; }
  if (stream.match(/^\d[\d_]*(\.\d+)?([eE][+-]?\d+)?/)) { state.before = '0'; return 'number'; }
  const c = stream.next();
  if (`'"\``.includes(c)) { state.quote = c; state.before = c; return quoted(stream, state); }
  if (NAMED.test(c)) {
    stream.eatWhile(NAMED);
    const style = naming(stream, state, stream.current().toLowerCase());
    state.before = 'a';
    return style;
  }
  if ('([{'.includes(c)) state.open.push(c === '[' && state.before === '-' ? EDGE : c);
  else if (')]}'.includes(c)) state.open.pop();
  state.before = c;
  return '()[]{}'.includes(c) ? 'bracket' : /[-<>=+*/%^|&!~]/.test(c) ? 'operator' : 'punctuation';
}

const parser = {
  name: 'cypher',
  startState: () => ({ before: ' ', open: [], quote: null, comment: false }),
  copyState: (state) => ({ ...state, open: [...state.open] }),
  token,
  languageData: { commentTokens: { line: '//', block: { open: '/*', close: '*/' } }, closeBrackets: { brackets: ['(', '[', '{', '\'', '"', '`'] } },
  tokenTable: { labelName: tags.className, typeOfEdge: tags.typeName, functionName: tags.function(tags.variableName), parameter: tags.special(tags.variableName) },
};

const language = StreamLanguage.define(parser);

export const cypher = () => new LanguageSupport(language);
