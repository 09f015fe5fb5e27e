// What is seen as a PNG, with the legend below.

const ROW = 24;

function writeLegend(pen, entries, theme, { width, top }) {
  pen.font = `500 13px ${theme.font}`;
  Object.assign(pen, { textAlign: 'left', textBaseline: 'middle' });
  let [x, y] = [16, top + ROW / 2];
  for (const { name, colour } of entries) {
    const need = pen.measureText(name).width + 40;
    if (x + need > width && x > 16) { x = 16; y += ROW; }
    pen.beginPath();
    pen.arc(x + 6, y, 5.5, 0, 2 * Math.PI);
    pen.fillStyle = colour;
    pen.fill();
    pen.fillStyle = theme.text;
    pen.fillText(name, x + 18, y);
    x += need;
  }
  return y + ROW;
}

/**
 * @param {HTMLCanvasElement[]} layers from the lowest to the highest, just drawn: WebGL forgets them after the task
 * @param {{name: string, colour: string}[]} entries rows of the legend
 * @returns {Promise<Blob>} a PNG at the resolution of the screen
 */
export function picture(layers, entries, theme, { width, height }) {
  const scale = layers[0].width / width;
  const measure = document.createElement('canvas').getContext('2d');
  const bottom = writeLegend(measure, entries, theme, { width, top: height + 8 });
  const sheet = document.createElement('canvas');
  Object.assign(sheet, { width: Math.round(width * scale), height: Math.round(bottom * scale) });
  const pen = sheet.getContext('2d');
  pen.fillStyle = theme.background;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  layers.forEach((layer) => pen.drawImage(layer, 0, 0, width * scale, height * scale));
  pen.scale(scale, scale);
  writeLegend(pen, entries, theme, { width, top: height + 8 });
  return new Promise((done) => { sheet.toBlob(done, 'image/png'); });
}

/** Hand a blob to the browser as a download. */
export function download(blob, name) {
  const link = document.createElement('a');
  Object.assign(link, { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
