// Where newly shown nodes go: in free space near the nodes they are tied to. What already stands is never moved.

const GAP = 10;
const CELL = 160;
const FIRST_RING = 110;
const RING_STEP = 46;
const RINGS = 26;
const CROWD = 120;
const CROSSING = 150;
const OUT_OF_VIEW = 130;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** A box around a node and its label: `{x, y, w, up, down}`, x and y being the node's centre. */
const overlaps = (a, b) => Math.abs(a.x - b.x) < (a.w + b.w) / 2 + GAP
  && Math.abs(a.y - b.y) < (a.y < b.y ? a.down + b.up : a.up + b.down) + GAP;

/** Boxes by square of the plane, so that a candidate is compared with those near it only. */
class Field {
  constructor() { this.cells = new Map(); }

  key(column, row) { return column * 65536 + row; }

  add(box) {
    const key = this.key(Math.floor(box.x / CELL), Math.floor(box.y / CELL));
    if (!this.cells.has(key)) this.cells.set(key, []);
    this.cells.get(key).push(box);
  }

  near({ x, y }) {
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    const found = [];
    for (let i = column - 1; i <= column + 1; i += 1) {
      for (let j = row - 1; j <= row + 1; j += 1) {
        const cell = this.cells.get(this.key(i, j));
        if (cell) found.push(...cell);
      }
    }
    return found;
  }
}

const centre = (boxes) => ({
  x: boxes.reduce((sum, box) => sum + box.x, 0) / boxes.length,
  y: boxes.reduce((sum, box) => sum + box.y, 0) / boxes.length,
});

/** The direction from `home` in which least stands: away from its known neighbours and from the crowd around it. */
function openDirection(home, field) {
  let [x, y] = [0, 0];
  for (const box of field.near(home)) {
    const [dx, dy] = [home.x - box.x, home.y - box.y];
    const distance = Math.hypot(dx, dy);
    if (distance > 1) { x += dx / distance ** 2; y += dy / distance ** 2; }
  }
  return Math.hypot(x, y) < 1e-6 ? 0 : Math.atan2(y, x);
}

/** Whether the straight line from `a` to `b` runs over the node of a box. */
function crosses(a, b, box) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = ((box.x - a.x) * dx + (box.y - a.y) * dy) / (dx * dx + dy * dy || 1);
  if (along <= 0.05 || along >= 0.95) return false;
  return Math.hypot(a.x + along * dx - box.x, a.y + along * dy - box.y) < box.up + 6;
}

/** Cost of standing at a candidate: length of the ties, what runs over what, crowding, and being out of view. */
function cost(candidate, ties, field, turn, view) {
  const near = field.near(candidate);
  if (near.some((box) => overlaps(candidate, box))) return Infinity;
  let total = turn * 30;
  for (const tie of ties) for (const end of tie.ends ?? []) if (crosses(tie, end, candidate)) total += CROSSING;
  if (view && (candidate.x < view.x1 + 50 || candidate.x > view.x2 - 50 || candidate.y < view.y1 + 30 || candidate.y > view.y2 - 50)) {
    total += OUT_OF_VIEW;
  }
  for (const tie of ties) total += Math.hypot(candidate.x - tie.x, candidate.y - tie.y);
  for (const box of near) {
    const distance = Math.hypot(candidate.x - box.x, candidate.y - box.y);
    if (ties.some((tie) => tie !== box && crosses(tie, candidate, box))) total += CROSSING;
    if (distance < CROWD) total += (CROWD - distance) * 0.25;
  }
  return total;
}

function bestPlace(size, ties, home, direction, field, view) {
  let best = null;
  for (let ring = 0; ring < RINGS; ring += 1) {
    const radius = FIRST_RING + ring * RING_STEP;
    const steps = Math.max(12, Math.round((2 * Math.PI * radius) / 60));
    for (let step = 0; step < steps; step += 1) {
      const swing = ((step % 2 ? 1 : -1) * Math.ceil(step / 2) * 2 * Math.PI) / steps;
      const candidate = { ...size, x: home.x + radius * Math.cos(direction + swing),
        y: home.y + radius * Math.sin(direction + swing) };
      const price = cost(candidate, ties, field, Math.abs(swing) / Math.PI, view);
      if (price < (best?.price ?? Infinity)) best = { ...candidate, price };
    }
    // A farther ring costs at least its own radius per tie, so it cannot beat what is found.
    if (best && best.price < (radius + RING_STEP) * ties.length) break;
  }
  return best ?? { ...size, x: home.x + (FIRST_RING + RINGS * RING_STEP) * Math.cos(direction), y: home.y };
}

/** A place for something tied to nothing shown: beyond the outermost node, turning round the whole. */
function outside(size, index, field, boxes) {
  const middle = boxes.length ? centre(boxes) : { x: 0, y: 0 };
  return bestPlace(size, [middle], middle, index * GOLDEN_ANGLE, field);
}

/** New nodes in the order in which they can be placed: those tied to the most placed nodes first. */
function inOrder(ids, neighbours, placed) {
  const left = new Set(ids);
  const order = new Set();
  const reach = (id) => neighbours(id).filter((other) => placed.has(other) || order.has(other)).length;
  while (left.size) {
    let next = null;
    let most = -1;
    for (const id of left) {
      const tied = reach(id);
      if (tied > most) { next = id; most = tied; }
    }
    order.add(next);
    left.delete(next);
  }
  return [...order];
}

/**
 * @param {Map<string, {x,y,w,up,down}>} placed boxes that stand and stay
 * @param {Map<string, {w,up,down}>} fresh sizes of the nodes to place
 * @param {(id: string) => string[]} neighbours ids tied to a node, placed or fresh
 * @param {?{x1, y1, x2, y2}} view what the reader sees; places in it are preferred
 * @returns {Map<string, {x: number, y: number}>} a position for each fresh node; the same input gives the same output
 */
export function place(placed, fresh, neighbours, view = null) {
  const field = new Field();
  const boxes = new Map();
  const stand = (id, box) => { boxes.set(id, { ...box, id }); field.add(boxes.get(id)); };
  placed.forEach((box, id) => stand(id, box));
  const found = new Map();
  let strays = 0;
  for (const id of inOrder(fresh.keys(), neighbours, placed)) {
    const ties = neighbours(id).map((other) => boxes.get(other)).filter(Boolean);
    for (const tie of ties) tie.ends = neighbours(tie.id).map((other) => boxes.get(other)).filter(Boolean);
    let spot;
    if (ties.length) {
      const home = ties.length === 1 ? ties[0] : centre(ties);
      spot = bestPlace(fresh.get(id), ties, home, openDirection(ties[0], field), field, view);
    } else {
      spot = outside(fresh.get(id), strays++, field, [...boxes.values()]);
    }
    stand(id, spot);
    found.set(id, { x: Math.round(spot.x), y: Math.round(spot.y) });
  }
  return found;
}
