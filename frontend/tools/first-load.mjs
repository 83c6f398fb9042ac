// Prints what a browser fetches before the first page shows, and fails above the limit.
//
// Counted are the files which index.html names (script, module preloads, styles), as gzip would send them. Pages and
// dialogs are loaded when they are opened and do not count.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 250;
const dist = new URL('../dist/', import.meta.url);

const html = readFileSync(new URL('index.html', dist), 'utf8');
const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, path]) => path);
const sizes = named.map((path) => ({ path, kb: gzipSync(readFileSync(new URL(path, dist))).length / 1024 }));
const total = sizes.reduce((sum, { kb }) => sum + kb, 0);

for (const { path, kb } of sizes) console.log(`${kb.toFixed(1).padStart(8)} KB  ${path}`);
console.log(`${total.toFixed(1).padStart(8)} KB  first load, gzip (limit ${LIMIT_KB})`);
if (total > LIMIT_KB) {
  console.error('The first load has grown above the limit: load what is not on every page lazily.');
  process.exit(1);
}
