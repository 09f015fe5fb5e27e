// The elements round the graph. Names come from data and are only ever set as text.

import css from './canvas.css';
import { ICONS } from './icons.js';
import { KEYS } from './keyboard.js';
import { LAYOUTS } from './layout.js';

/** Make an element: `make('button', {class: 'x', onclick: f}, child, 'text')`. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'html') element.innerHTML = value; // only ever one of ICONS
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const TOOLS = [
  ['zoom-in', 'plus', 'Zoom in (+)'], ['zoom-out', 'minus', 'Zoom out (−)'], ['fit', 'fit', 'Fit to view (F)'], null,
  ['layout', 'layout', 'Arrange'], ['image', 'image', 'Save as PNG'], ['full', 'full', 'Full screen'],
  ['keys', 'keys', 'Keyboard'],
];

function toolbar(act, hint) {
  const bar = make('div', { class: 'panel tools', role: 'toolbar', 'aria-label': 'Graph tools', 'aria-orientation': 'vertical' });
  for (const tool of TOOLS) {
    if (!tool) { bar.append(make('hr')); continue; }
    const [name, icon, title] = tool;
    const menu = ['layout', 'keys'].includes(name);
    const show = (event) => {
      hint.textContent = title;
      hint.style.top = `${event.currentTarget.offsetTop + bar.offsetTop + 5}px`;
      hint.classList.add('on');
    };
    const leave = () => hint.classList.remove('on');
    bar.append(make('button', { 'data-tool': name, 'aria-label': title, html: ICONS[icon], type: 'button',
      'aria-expanded': menu ? 'false' : null, onclick: () => { leave(); act(name); }, onmouseenter: show, onmouseleave: leave,
      onfocus: (event) => event.currentTarget.matches(':focus-visible') && show(event), onblur: leave }));
  }
  return bar;
}

/** Arrow keys move within a menu, as its role promises. */
function walkMenu(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const items = [...event.currentTarget.children];
  const at = items.indexOf(event.target);
  items[(at + step + items.length) % items.length].focus();
  event.preventDefault();
}

function layoutMenu(choose) {
  const menu = make('div', { class: 'panel menu', role: 'menu', 'aria-label': 'Arrange', 'data-menu': 'layout',
    onkeydown: walkMenu });
  for (const [name, title] of Object.entries(LAYOUTS)) {
    menu.append(make('button', { role: 'menuitemradio', type: 'button', 'data-layout': name, 'aria-checked': 'false',
      onclick: () => choose(name) }, title));
  }
  return menu;
}

function keyMenu() {
  const list = make('dl', {}, ...KEYS.flatMap(([key, meaning]) => [make('dt', {}, key), make('dd', {}, meaning)]));
  return make('div', { class: 'panel menu', 'data-menu': 'keys' }, make('h3', {}, 'Keyboard'), list);
}

/**
 * Build the component below Streamlit's `parent`.
 * @param act called with the name of a tool, @param choose with the name of a layout
 * @returns the parts by name
 */
export function build(parent, act, choose) {
  const hint = make('div', { class: 'panel hint', 'aria-hidden': 'true' });
  const parts = {
    hint,
    graph: make('div', { class: 'graph' }),
    marks: make('canvas', { class: 'marks', 'aria-hidden': 'true' }),
    tip: make('div', { class: 'panel tip', role: 'tooltip', 'aria-hidden': 'true' }),
    legend: make('div', { class: 'legend', role: 'group', 'aria-label': 'Legend' }),
    bar: make('div', { class: 'panel bar', role: 'toolbar', 'aria-label': 'Selection' }),
    note: make('div', { class: 'panel note' }),
    empty: make('div', { class: 'empty' }, make('span', { html: ICONS.layout }), make('p')),
    live: make('div', { class: 'sr', role: 'status', 'aria-live': 'polite' }),
    tools: toolbar(act, hint),
    menus: [layoutMenu(choose), keyMenu()],
  };
  parts.stage = make('div', { class: 'stage', tabindex: '0', role: 'application', 'aria-label': 'Graph' }, parts.graph, parts.marks);
  parts.root = make('div', { class: 'tg' }, make('style', {}, css), make('div', { class: 'body' }, parts.stage, parts.empty,
    parts.bar, parts.tools, ...parts.menus, hint, parts.note, parts.tip), parts.legend, parts.live);
  parent.append(parts.root);
  return parts;
}

/** Open the menu of that name, or close all with null; says whether one is open now. */
export function openMenu(parts, name) {
  for (const menu of parts.menus) {
    const on = menu.dataset.menu === name && !menu.classList.contains('on');
    menu.classList.toggle('on', on);
    parts.tools.querySelector(`[data-tool="${menu.dataset.menu}"]`).setAttribute('aria-expanded', String(on));
    if (on) menu.querySelector('button')?.focus();
  }
}

/** Show `text` for six seconds with an optional action beside it. */
export function notify(parts, text, label, action) {
  const { note } = parts;
  clearTimeout(notify.timers?.get(note));
  (notify.timers ??= new WeakMap()).set(note, setTimeout(() => note.classList.remove('on'), 6000));
  const button = label ? make('button', { type: 'button', onclick: () => { note.classList.remove('on'); action(); } }, label) : null;
  note.replaceChildren(make('span', {}, text), ...(button ? [button] : []));
  note.style.paddingRight = label ? '' : '12px';
  note.classList.add('on');
}
