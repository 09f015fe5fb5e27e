// Entry point that Streamlit calls on every change of data or theme, and once more to clean up.

import { GraphCanvas } from './canvas.js';

const canvases = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  const present = canvases.get(parentElement);
  if (present) present.update(data, setTriggerValue);
  else canvases.set(parentElement, new GraphCanvas(parentElement, data, setTriggerValue));
  return () => {
    // Streamlit also cleans up after a call that a newer one overtook; the canvas goes only with its place on the page.
    setTimeout(() => {
      const canvas = canvases.get(parentElement);
      if (!canvas || (parentElement.host ?? parentElement).isConnected) return;
      canvases.delete(parentElement);
      canvas.destroy();
    });
  };
}
