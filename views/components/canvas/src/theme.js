// Colours and fonts of the running Streamlit theme, read from the CSS variables that Streamlit sets on a component.

/** @returns {[number, number, number]} red, green and blue (0-255) of any CSS colour. */
function rgb(colour) {
  const context = rgb.context ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = '#888';
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

/** Relative luminance as WCAG defines it, 0 (black) to 1 (white). */
export function luminance(colour) {
  const [r, g, b] = rgb(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** `share` of `top` laid over `base`, as an rgb() colour. */
export function mix(top, base, share) {
  const [a, b] = [rgb(top), rgb(base)];
  return `rgb(${a.map((value, i) => Math.round(value * share + b[i] * (1 - share))).join(',')})`;
}

/** Black or white, whichever reads better on `colour`. */
export const inkOn = (colour) => (luminance(colour) > 0.3 ? '#10151c' : '#ffffff');

/**
 * @param {Element} element any element below Streamlit's theme wrapper
 * @returns the palette the canvas draws with; `dark` tells which of a legend's two colours to take
 */
export function readTheme(element) {
  const css = getComputedStyle(element);
  const read = (name, fallback) => css.getPropertyValue(`--st-${name}`).trim() || fallback;
  const background = read('background-color', '#ffffff');
  const text = read('text-color', '#1b2330');
  const primary = read('link-color', '#2460a7'); // unlike the primary colour, made to be seen on the background
  return {
    background,
    text,
    primary,
    dark: luminance(background) < 0.2,
    panel: read('secondary-background-color', mix(text, background, 0.05)),
    warning: read('orange-color', '#c77700'),
    font: read('font', 'sans-serif'),
    categories: read('chart-categorical-colors', '').split(/,(?![^(]*\))/).map((c) => c.trim()).filter(Boolean),
    muted: mix(text, background, 0.62),
    edge: mix(text, background, 0.3),
    edgeStrong: mix(text, background, 0.62),
    grid: mix(text, background, 0.1),
  };
}
