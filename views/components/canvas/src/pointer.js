// Pointer events of the graph: hovering, tooltips, expanding, moving nodes.

import { make } from './dom.js';
import { badgeAt } from './overlay.js';

const TIP_DELAY = 320;

function tipContent(element) {
  if (element.isEdge()) {
    const said = `${element.source().data('name')} → ${element.target().data('name')}`;
    return [make('b', {}, element.data('caption')), make('small', {}, said),
      ...(element.data('disputed') ? [make('p', {}, 'Sources differ on this.')] : [])];
  }
  const hidden = element.data('hidden');
  return [make('b', {}, element.data('name')), make('small', {}, element.data('kindName')),
    ...(element.data('summary') ? [make('p', {}, element.data('summary'))] : []),
    ...(hidden ? [make('p', {}, `${hidden} more not shown. Double-click to expand.`)] : [])];
}

function placeTip(tip, room, point) {
  const [width, height] = [tip.offsetWidth, tip.offsetHeight];
  const x = Math.min(Math.max(8, point.x + 14), room.clientWidth - width - 8);
  const below = point.y + 18;
  const y = below + height > room.clientHeight - 8 ? point.y - height - 14 : below;
  tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(Math.max(8, y))}px)`;
}

function bindTip(cy, { tip, stage }) {
  let timer = null;
  const hide = () => { clearTimeout(timer); tip.classList.remove('on'); };
  cy.on('mouseover', 'node, edge', (event) => {
    hide();
    const { target, renderedPosition } = event;
    timer = setTimeout(() => {
      if (target.removed()) return;
      tip.replaceChildren(...tipContent(target));
      placeTip(tip, stage, renderedPosition);
      tip.classList.add('on');
    }, TIP_DELAY);
  });
  cy.on('mouseout', 'node, edge', hide);
  cy.on('viewport grab tapstart remove', hide);
  stage.addEventListener('pointerleave', () => { hide(); cy.elements('.hovered, .hovering').emit('mouseout'); });
}

function bindHover(cy, { stage }) {
  cy.on('mouseover', 'node, edge', ({ target }) => {
    stage.classList.add('pointing');
    if (target.isNode()) { target.addClass('hovered'); return; }
    target.addClass('captioned strong hovering');
  });
  cy.on('mouseout', 'node, edge', ({ target }) => {
    stage.classList.remove('pointing');
    if (target.isNode()) { target.removeClass('hovered'); return; }
    const tied = target.selected() || target.connectedNodes(':selected').nonempty();
    target.removeClass('hovering');
    if (!tied) target.removeClass('captioned strong');
  });
  cy.on('grab tapdrag', () => stage.classList.add('dragging'));
  cy.on('free tapend', () => stage.classList.remove('dragging'));
}

/** @param canvas offers expand(id), selectionChanged() and a reporter */
export function bindPointer(cy, parts, canvas) {
  bindTip(cy, parts);
  bindHover(cy, parts);
  cy.on('dbltap', 'node', ({ target }) => canvas.expand(target.id()));
  cy.on('tap', ({ target, position }) => {
    const node = target === cy || target.isNode?.() ? badgeAt(cy, position) : null;
    if (node) canvas.expand(node.id());
  });
  cy.on('select unselect', () => canvas.selectionChanged());
  cy.on('dragfree', 'node', () => canvas.reporter.moved());
}
