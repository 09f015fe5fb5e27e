// Bundles every <component>/src/index.js into <component>/dist. The output depends only on the sources and on the
// exact versions in package-lock.json, so a rebuild gives the same bytes: `build.sh --check` relies on it.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? here;

/** Names of the folders that hold a component to bundle. */
const components = () =>
  readdirSync(here).filter((name) => existsSync(join(here, name, 'src', 'index.js'))).sort();

/** The npm packages that ended up in a bundle, by name. */
function bundledPackages(inputs) {
  const names = Object.keys(inputs)
    .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
    .filter(Boolean);
  return [...new Set(names)].sort();
}

/** Licence notices of the bundled packages: MIT asks that they travel with every copy. */
function notices(packages) {
  return packages.map((name) => {
    const folder = join(here, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`;
    return `${name} ${version} (${license})\n${'-'.repeat(72)}\n${text}\n`;
  }).join('\n\n');
}

async function bundle(name) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [join(name, 'src', 'index.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    loader: { '.css': 'text' },
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const code = result.outputFiles[0].contents;
  const digest = createHash('sha256').update(code).digest('hex').slice(0, 10);
  const out = join(target, name, 'dist');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  // The digest in the name makes a browser fetch a new release instead of its cached one.
  writeFileSync(join(out, `index-${digest}.js`), code);
  writeFileSync(join(out, 'THIRD-PARTY-LICENCES.txt'), notices(bundledPackages(result.metafile.inputs)));
  console.log(`${relative(here, out) || out}: index-${digest}.js, ${(code.length / 1024).toFixed(0)} KiB`);
}

for (const name of components()) await bundle(name);
