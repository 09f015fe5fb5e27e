// How Sigma writes the names of nodes, in the colours of the page.

/** Painters for Sigma's settings that write beside a node, plainly or in a box above all else. */
export function painters(theme) {
  const name = (pen, data, { labelSize }) => {
    if (!data.label) return;
    pen.font = `500 ${labelSize}px ${theme.font}`;
    Object.assign(pen, { lineWidth: 3, lineJoin: 'round', strokeStyle: theme.background, fillStyle: theme.text });
    const [x, y] = [data.x + data.size + 4, data.y + labelSize / 3];
    pen.strokeText(data.label, x, y);
    pen.fillText(data.label, x, y);
  };
  const boxed = (pen, data, settings) => {
    const size = settings.labelSize + 1;
    pen.font = `600 ${size}px ${theme.font}`;
    const width = pen.measureText(data.label ?? '').width + 16;
    const over = data.x + data.size + 6 + width > pen.canvas.clientWidth;
    const left = over ? data.x - data.size - 6 - width : data.x + data.size + 6;
    pen.beginPath();
    pen.arc(data.x, data.y, data.size + 3, 0, 2 * Math.PI);
    Object.assign(pen, { lineWidth: 2, strokeStyle: theme.primary });
    pen.stroke();
    if (!data.label) return;
    pen.beginPath();
    pen.roundRect(left, data.y - size, width, size * 2, 6);
    Object.assign(pen, { fillStyle: theme.background, strokeStyle: theme.edge, lineWidth: 1 });
    pen.fill();
    pen.stroke();
    pen.fillStyle = theme.text;
    pen.fillText(data.label, left + 8, data.y + size / 3);
  };
  return { defaultDrawNodeLabel: name, defaultDrawNodeHover: boxed };
}
