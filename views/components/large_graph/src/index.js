// Entry point that Streamlit calls on every change of data or theme, and once more to clean up.

import { LargeGraph } from './large_graph.js';

const views = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  if (!views.has(parentElement)) views.set(parentElement, new LargeGraph(parentElement));
  views.get(parentElement).update(data, setTriggerValue);
  return () => {
    setTimeout(() => { // also called between two updates; the view goes only with its place on the page
      const view = views.get(parentElement);
      if (!view || (parentElement.host ?? parentElement).isConnected) return;
      views.delete(parentElement);
      view.destroy();
    });
  };
}
