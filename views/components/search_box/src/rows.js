// The list below a search box. All texts pass through the DOM, never through markup.

/** An element with attributes and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** `text` with the words that begin as one of the asked words does set in bold. */
function marked(text, asked) {
  const wanted = fold(asked).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return text.split(/([\p{L}\p{N}]+)/u).map((part) => {
    const begins = wanted.some((word) => fold(part).startsWith(word));
    return begins ? make('b', {}, part) : part;
  });
}

function row(item, at, { active, asked, dark, id }) {
  const dot = make('span', { class: 'dot' });
  dot.style.background = dark ? item.dark : item.light;
  const name = make('span', { class: 'name' }, ...marked(item.name, asked));
  const line = make('span', { class: 'line' }, dot, name, make('span', { class: 'kind' }, item.kind));
  const note = item.note ? [make('span', { class: 'excerpt' }, ...marked(item.note, asked))] : [];
  return make('li', { role: 'option', id: `${id}-${at}`, 'data-at': at, 'data-id': item.id, 'aria-selected': String(at === active) },
    line, ...note);
}

/** Fill the list anew. */
export function drawRows(list, rows, options) {
  const { heading, total, corrected } = options;
  const plain = (text) => make('li', { class: 'head', role: 'presentation' }, text);
  const above = corrected ? [plain(`Read as “${corrected}”`)] : heading && rows.length ? [plain(heading)] : [];
  const more = options.asked && total > rows.length ? [plain(`${(total - rows.length).toLocaleString('en')} more; type on to narrow`)] : [];
  list.replaceChildren(...(rows.length ? above : []), ...rows.map((item, at) => row(item, at, options)), ...(rows.length ? more : []));
}
