// What Streamlit calls on every change of data or theme, and once more to clean up: one view for each place on a page.

/**
 * Make the entry point of a component. A view is made with its place and the first data, and told of all data by `update`.
 * @param {new (parent: Element, data: object) => {update: (data: object, send: Function) => void, destroy?: () => void}} View
 * @param {(call: object) => Function} sending what of Streamlit's call a view speaks through
 */
export function mounting(View, sending = ({ setTriggerValue }) => setTriggerValue) {
  const views = new WeakMap();
  return (call) => {
    const { data, parentElement: place } = call;
    if (!views.has(place)) views.set(place, new View(place, data));
    views.get(place).update(data, sending(call));
    return () => {
      setTimeout(() => { // also called after a call that a newer one overtook; the view goes only with its place on the page
        const view = views.get(place);
        if (!view || (place.host ?? place).isConnected) return;
        views.delete(place);
        view.destroy?.();
      });
    };
  };
}
