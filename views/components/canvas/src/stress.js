// A layout by stress: every two nodes as far apart on paper as they are in the graph. Small graphs come out even and
// symmetric, and there is no chance in it. (Kamada and Kawai's model, minimised by majorisation one node at a time.)

const ROUNDS = 90;
const SHELL = 14; // leaves that fit round a hub side by side
const SHELL_STEP = 84;

/** Lengths of the ties: longer at hubs; the many leaves of a hub stand in shells one behind the other. */
function tieLengths(count, ties, apart) {
  const degree = new Array(count).fill(0);
  ties.forEach(([a, b]) => { degree[a] += 1; degree[b] += 1; });
  const leaves = new Array(count).fill(0);
  return ties.map(([a, b]) => {
    const crowd = Math.min(degree[a], degree[b]);
    const base = 108 + Math.min(110, 22 * Math.sqrt(Math.max(0, crowd - 1))) + (apart(a, b) ? 140 : 0);
    if (crowd > 1) return base;
    const hub = degree[a] > degree[b] ? a : b;
    const shells = Math.ceil(Math.sqrt(degree[hub] / SHELL));
    const shell = leaves[hub] % shells;
    leaves[hub] += 1;
    return base + Math.min(60, degree[hub] * 4) + shell * SHELL_STEP;
  });
}

/** Distances through the graph from one node to all (Dijkstra; the graphs are small enough for a plain scan). */
function distances(from, links, count) {
  const far = new Float64Array(count).fill(Infinity);
  const open = new Set([from]);
  far[from] = 0;
  while (open.size) {
    let nearest = -1;
    for (const i of open) if (nearest < 0 || far[i] < far[nearest]) nearest = i;
    open.delete(nearest);
    for (const [other, length] of links[nearest]) {
      if (far[nearest] + length < far[other]) { far[other] = far[nearest] + length; open.add(other); }
    }
  }
  return far;
}

/** A first draft from distances to the two ends of the longest ways: good enough to untangle from. */
function draft(far, count) {
  const farthest = (row) => row.reduce((best, value, i) => (value > row[best] ? i : best), 0);
  const a = farthest(far[0]);
  const b = farthest(far[a]);
  const across = far[a].map((value, i) => Math.min(value, far[b][i]) - Math.abs(value - far[b][i]) / 2);
  const c = farthest(across);
  return Array.from({ length: count }, (_, i) => {
    const angle = i * 2.399963;
    return { x: (far[a][i] - far[b][i]) / 1.6 + Math.cos(angle) * 20, y: far[c][i] * 0.8 + Math.sin(angle) * 20 };
  });
}

function settle(spots, far, i) {
  let [x, y, total] = [0, 0, 0];
  for (let j = 0; j < spots.length; j += 1) {
    if (j === i) continue;
    const wanted = far[i][j];
    const weight = 1 / (wanted * wanted);
    const [dx, dy] = [spots[i].x - spots[j].x, spots[i].y - spots[j].y];
    const pull = wanted / (Math.hypot(dx, dy) || 1e-6);
    x += weight * (spots[j].x + dx * pull);
    y += weight * (spots[j].y + dy * pull);
    total += weight;
  }
  spots[i] = { x: x / total, y: y / total };
}

/** Turn a drawing so that it is wider than high, as a screen is. */
function level(spots) {
  const mean = (axis) => spots.reduce((sum, spot) => sum + spot[axis], 0) / spots.length;
  const [mx, my] = [mean('x'), mean('y')];
  let [xx, yy, xy] = [0, 0, 0];
  spots.forEach(({ x, y }) => { xx += (x - mx) ** 2; yy += (y - my) ** 2; xy += (x - mx) * (y - my); });
  const angle = -0.5 * Math.atan2(2 * xy, xx - yy);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return spots.map(({ x, y }) => ({ x: (x - mx) * cos - (y - my) * sin, y: (x - mx) * sin + (y - my) * cos }));
}

/**
 * @param {number} count nodes of one connected component, numbered from 0
 * @param {[number, number][]} ties without loops or repetitions
 * @param {(a: number, b: number) => boolean} apart whether two tied nodes belong to different groups
 * @returns {{x: number, y: number}[]} a place for each node
 */
export function stress(count, ties, apart) {
  if (count === 1) return [{ x: 0, y: 0 }];
  const links = Array.from({ length: count }, () => []);
  const lengths = tieLengths(count, ties, apart);
  ties.forEach(([a, b], i) => { links[a].push([b, lengths[i]]); links[b].push([a, lengths[i]]); });
  const far = Array.from({ length: count }, (_, i) => distances(i, links, count));
  const spots = draft(far, count);
  for (let round = 0; round < ROUNDS; round += 1) for (let i = 0; i < count; i += 1) settle(spots, far, i);
  return level(spots);
}
