// A handle on the element for tests and for the curious: where things are on the page, in CSS pixels.

/** Sets `__canvas` on the root element: `{cy, positions()}`. */
export function expose({ cy, parts: { root, stage } }) {
  const positions = () => {
    const { left, top } = stage.getBoundingClientRect();
    return Object.fromEntries(cy.nodes(':visible').map((node) => {
      const { x, y } = node.renderedPosition();
      return [node.id(), { x: left + x, y: top + y }];
    }));
  };
  root.__canvas = { cy, positions };
}
