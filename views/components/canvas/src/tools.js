// What the buttons at the right edge do.

import { openMenu } from './dom.js';
import { legendEntries } from './legend.js';
import { download, picture } from './picture.js';

function chooseLayout({ parts, layout }) {
  parts.root.querySelectorAll('[role=menuitemradio]').forEach((item) => {
    item.setAttribute('aria-checked', String(item.dataset.layout === layout));
  });
  openMenu(parts, 'layout');
}

async function save({ cy, data, theme, colouring, hiddenKinds }) {
  const shown = legendEntries(cy, data, theme, colouring).filter(({ key }) => !hiddenKinds.has(key));
  download(await picture(cy, theme, shown), `${data.file_name}.png`);
}

async function toggleFull(canvas) {
  const { root } = canvas.parts;
  if (root.matches(':fullscreen')) { await document.exitFullscreen(); return; }
  if (document.fullscreenEnabled) { await root.requestFullscreen(); return; }
  root.classList.toggle('full'); // where a frame forbids full screen, fill the window instead
  setTimeout(() => canvas.fit(), 60);
}

const TOOLS = {
  fit: (canvas) => canvas.fit(),
  'zoom-in': (canvas) => canvas.zoomBy(1.3),
  'zoom-out': (canvas) => canvas.zoomBy(1 / 1.3),
  image: save,
  full: toggleFull,
  layout: chooseLayout,
  keys: ({ parts }) => openMenu(parts, 'keys'),
};

/** @param {string} name a tool of the bar in dom.js */
export const useTool = (canvas, name) => TOOLS[name](canvas);
