// Entry point that Streamlit calls on every change of data or theme, and once more to clean up.

import { CypherEditor } from './editor.js';

const editors = new WeakMap();

export default function mount({ data, parentElement, setStateValue }) {
  const send = (draft) => setStateValue('draft', draft);
  const present = editors.get(parentElement);
  if (present) present.update(data, send);
  else editors.set(parentElement, new CypherEditor(parentElement, data, send));
  return () => {
    // Streamlit also cleans up after a call that a newer one overtook; the editor goes only with its place on the page.
    setTimeout(() => {
      const editor = editors.get(parentElement);
      if (!editor || (parentElement.host ?? parentElement).isConnected) return;
      editors.delete(parentElement);
      editor.destroy();
    });
  };
}
