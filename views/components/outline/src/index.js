// Entry point that Streamlit calls on every change of data or theme, and once more to clean up.

import { Outline } from './outline.js';

const outlines = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  const present = outlines.get(parentElement);
  if (present) present.update(data, setTriggerValue);
  else outlines.set(parentElement, new Outline(parentElement, data, setTriggerValue));
  return () => {
    // Streamlit also cleans up after a call that a newer one overtook; the outline goes only with its place on the page.
    setTimeout(() => {
      const outline = outlines.get(parentElement);
      if (!outline || (parentElement.host ?? parentElement).isConnected) return;
      outlines.delete(parentElement);
      outline.root.remove();
    });
  };
}
