// Writes world.json: the outlines of the world's states from world-atlas (Natural Earth, 1:110m), keyed by UN M49 code,
// with a small disc in the place of each state that is too small for that scale. Run: node map/build.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feature } from 'topojson-client';

const here = dirname(fileURLToPath(import.meta.url));
const atlas = join(here, '..', 'node_modules', 'world-atlas');
const read = (scale) => JSON.parse(readFileSync(join(atlas, `countries-${scale}.json`), 'utf8'));
const RADIUS = 1.5; // degrees of latitude: some three pixels on a map as wide as a page
const CORNERS = 16;
const ANTARCTICA = '010';

const world = read('110m');
const detailed = read('10m');
const { scale: [sx, sy], translate: [tx, ty] } = world.transform;
const drawn = world.objects.countries.geometries.filter(({ id }) => id && id !== ANTARCTICA);
const present = new Set(drawn.map(({ id }) => id));

/** The ring with the most corners of a country: its main island. */
function mainRing({ type, coordinates }) {
  const rings = type === 'Polygon' ? [coordinates[0]] : coordinates.map((polygon) => polygon[0]);
  return rings.reduce((most, ring) => (ring.length > most.length ? ring : most));
}

/** A closed ring round a place, as an arc: quantized, each corner as the step from the one before. */
function disc([longitude, latitude]) {
  const wide = RADIUS / Math.cos((latitude * Math.PI) / 180);
  const corners = Array.from({ length: CORNERS + 1 }, (_, i) => {
    const angle = (-2 * Math.PI * (i % CORNERS)) / CORNERS; // clockwise, as d3 wants an outline
    return [Math.round((longitude + wide * Math.cos(angle) - tx) / sx), Math.round((latitude + RADIUS * Math.sin(angle) - ty) / sy)];
  });
  return corners.map(([x, y], i) => (i ? [x - corners[i - 1][0], y - corners[i - 1][1]] : [x, y]));
}

const small = detailed.objects.countries.geometries.filter(({ id }) => id && id !== ANTARCTICA && !present.has(id));
const discs = small.map((country) => {
  const ring = mainRing(feature(detailed, country).geometry);
  const middle = [0, 1].map((axis) => ring.reduce((sum, point) => sum + point[axis], 0) / ring.length);
  world.arcs.push(disc(middle));
  return { type: 'Polygon', id: country.id, arcs: [[world.arcs.length - 1]], properties: { name: country.properties.name } };
});
const unnamed = world.objects.countries.geometries.filter(({ id }) => !id);
const states = { type: 'GeometryCollection', geometries: [...drawn, ...unnamed, ...discs].map(({ type, id, arcs }) => ({ type, id, arcs })) };
writeFileSync(join(here, 'world.json'), `${JSON.stringify({ type: 'Topology', transform: world.transform, objects: { states }, arcs: world.arcs })}\n`);
console.log(`map/world.json: ${drawn.length} outlines, ${discs.length} discs`);
