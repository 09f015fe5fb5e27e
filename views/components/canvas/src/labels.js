// Names broken into at most two lines, measured in the font they are drawn in.

export const LABEL_WIDTH = 118;
export const LABEL_SIZE = 12;

const cache = new Map();
let pen;

function width(text, font) {
  pen ??= document.createElement('canvas').getContext('2d');
  pen.font = font;
  return pen.measureText(text).width;
}

/** The longest beginning of `text` that fits with an ellipsis, cut between words where that loses little. */
function cut(text, font) {
  let end = text.length;
  while (end > 1 && width(`${text.slice(0, end)}…`, font) > LABEL_WIDTH) end -= 1;
  const space = text.lastIndexOf(' ', end);
  return `${text.slice(0, space > end * 0.6 ? space : end).trimEnd()}…`;
}

function fill(words, font) {
  let line = words.shift();
  while (words.length && width(`${line} ${words[0]}`, font) <= LABEL_WIDTH) line += ` ${words.shift()}`;
  return line;
}

function measure(name, font, most) {
  const words = name.trim().split(/\s+/);
  const lines = [];
  while (words.length && lines.length < most - 1) lines.push(fill(words, font));
  if (words.length) lines.push(words.join(' '));
  const fitted = lines.map((line) => (width(line, font) > LABEL_WIDTH ? cut(line, font) : line));
  return { lines: fitted, width: Math.max(...fitted.map((line) => width(line, font))) };
}

/**
 * @returns {{full: {lines: string[], width: number}, short: {lines: string[], width: number}}} `name` in two lines and in
 * one, in units of a font of LABEL_SIZE, ending in an ellipsis where words are left over
 */
export function label(name, family) {
  const font = `500 ${LABEL_SIZE}px ${family}`;
  const key = `${font}\n${name}`;
  if (!cache.has(key)) cache.set(key, { full: measure(name, font, 2), short: measure(name, font, 1) });
  return cache.get(key);
}

/** Forget measured names: the font they were measured in may have been a stand-in. */
export const forgetLabels = () => cache.clear();
