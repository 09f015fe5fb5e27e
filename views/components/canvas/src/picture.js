// The canvas as a PNG: graph, signs and badges, with the background and a legend below.

import { drawMarks } from './overlay.js';

const MARGIN = 64; // names stand outside the bounds of their nodes
const LEGEND_ROW = 26;
const MOST_PIXELS = 6000;

function legendRows(pen, entries, width) {
  const rows = [[]];
  let used = 0;
  for (const entry of entries) {
    const need = 30 + pen.measureText(entry.name).width + 16;
    if (used + need > width && rows.at(-1).length) { rows.push([]); used = 0; }
    rows.at(-1).push({ ...entry, x: used });
    used += need;
  }
  return rows;
}

function drawLegend(pen, rows, theme, top) {
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  rows.forEach((row, line) => row.forEach(({ name, colour, x }) => {
    const middle = top + line * LEGEND_ROW + LEGEND_ROW / 2;
    pen.beginPath();
    pen.arc(MARGIN + x + 7, middle, 6, 0, 2 * Math.PI);
    pen.fillStyle = colour;
    pen.fill();
    pen.fillStyle = theme.text;
    pen.fillText(name, MARGIN + x + 20, middle);
  }));
}

/**
 * @param {{name: string, colour: string}[]} entries rows of the legend
 * @returns {Promise<Blob>} a PNG of everything shown, at twice the size of the screen where that stays below 6000 px
 */
export async function picture(cy, theme, entries) {
  const bounds = cy.elements(':visible').boundingBox();
  const scale = Math.min(2, MOST_PIXELS / Math.max(bounds.w, bounds.h, 1));
  const graph = await createImageBitmap(await cy.png({ full: true, scale, output: 'blob-promise' }));
  const sheet = document.createElement('canvas');
  const pen = sheet.getContext('2d');
  const font = `500 13px ${theme.font}`;
  pen.font = font;
  const width = Math.max(graph.width / scale, 360);
  const rows = legendRows(pen, entries, width);
  const bottom = MARGIN + graph.height / scale + 52;
  sheet.width = Math.round((width + 2 * MARGIN) * scale);
  sheet.height = Math.round((bottom + (entries.length ? rows.length * LEGEND_ROW : 0) + 28) * scale);
  pen.fillStyle = theme.background;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  const left = MARGIN + (width - graph.width / scale) / 2;
  pen.drawImage(graph, left * scale, MARGIN * scale);
  drawMarks(pen, cy, theme, { zoom: 1, pan: { x: left - bounds.x1, y: MARGIN - bounds.y1 }, width: sheet.width / scale,
    height: sheet.height / scale, ratio: scale });
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.font = font;
  drawLegend(pen, rows, theme, bottom);
  return new Promise((done) => { sheet.toBlob(done, 'image/png'); });
}

/** Hand a blob to the browser as a download. */
export function download(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
