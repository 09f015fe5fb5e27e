// The names of the clusters over their discs, as a map writes the names of countries: where there is room, none over another.

const LINE = 1.2;
const MOST_LINES = 2;

/** Break a name into lines no wider than `width` pixels; what does not fit ends in an ellipsis. */
function broken(pen, name, width) {
  const lines = [''];
  for (const word of name.split(/\s+/)) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (pen.measureText(longer).width <= width || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]}…`];
}

const meets = (a, b) => a.x1 < b.x2 && a.x2 > b.x1 && a.y1 < b.y2 && a.y2 > b.y1;

function placed(pen, { name, x, y, reach }, font) {
  const size = Math.max(11.5, Math.min(19, reach * 0.2));
  pen.font = `600 ${size}px ${font}`;
  const lines = broken(pen, name, Math.max(120, Math.min(260, reach * 1.8)));
  const half = Math.max(...lines.map((line) => pen.measureText(line).width)) / 2;
  const high = (lines.length * size * LINE) / 2;
  return { lines, size, x, y, x1: x - half - 4, x2: x + half + 4, y1: y - high - 2, y2: y + high + 2 };
}

function write(pen, box, theme) {
  pen.font = `600 ${box.size}px ${theme.font}`;
  Object.assign(pen, { textAlign: 'center', textBaseline: 'middle', lineJoin: 'round', lineWidth: 4, strokeStyle: theme.background,
    fillStyle: theme.text });
  box.lines.forEach((line, i) => {
    const y = box.y + (i - (box.lines.length - 1) / 2) * box.size * LINE;
    pen.globalAlpha = 0.85;
    pen.strokeText(line, box.x, y);
    pen.globalAlpha = 1;
    pen.fillText(line, box.x, y);
  });
}

/**
 * @param {CanvasRenderingContext2D} pen scaled to CSS pixels
 * @param {{name: string, x: number, y: number, reach: number}[]} discs on the screen, in CSS pixels, the largest first
 */
export function drawTitles(pen, discs, theme, { width, height }) {
  const taken = [];
  for (const disc of discs) {
    const seen = disc.x > 0 && disc.y > 0 && disc.x < width && disc.y < height;
    if (!seen || disc.reach < 16 || disc.reach > Math.min(width, height) * 0.62) continue;
    const box = placed(pen, disc, theme.font);
    if (taken.some((other) => meets(box, other))) continue;
    taken.push(box);
    write(pen, box, theme);
  }
}
