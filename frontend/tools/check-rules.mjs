// The rules of the front end that no linter knows (ARCHITECTURE.md names them):
//
//   1. app → features → ui, lib, generated; never the other way.
//   2. A feature is imported through its index.ts, and only by features on higher floors: no circles.
//   3. Only ui/ imports VKUI and its icons.
//   4. Colours stand in ui/tokens.css only.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

// The floors of the domains; neighbours on a floor do not know each other.
const FLOORS = { accounts: 1, organizations: 2, roster: 3, messaging: 5, ops: 9 };
const LAYERS = { generated: 0, lib: 1, ui: 2, features: 3, app: 4 };
const COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|lab|lch)\(/gi;

export function violationsIn(path, text) {
  return [...importViolations(path, text), ...colourViolations(path, text)];
}

function importViolations(path, text) {
  const from = placeOf(path);
  return importsOf(text).flatMap((specifier) => {
    if (specifier.startsWith('@vkontakte/')) return from.layer === 'ui' ? [] : [`imports ${specifier}: only ui/ may`];
    const target = targetOf(path, specifier);
    if (!target) return [];
    const to = placeOf(target);
    if (to.layer in LAYERS && LAYERS[to.layer] > LAYERS[from.layer])
      return [`imports ${specifier}: ${from.layer} stands below ${to.layer}`];
    if (to.layer !== 'features' || to.feature === from.feature) return [];
    const problems = [];
    if (to.inside !== '' && to.inside !== 'index' && to.inside !== 'index.ts')
      problems.push(`imports ${specifier}: a feature is imported through its index.ts`);
    if (from.layer === 'features' && FLOORS[to.feature] >= FLOORS[from.feature])
      problems.push(`imports ${specifier}: ${to.feature} is not on a lower floor than ${from.feature}`);
    return problems;
  });
}

function colourViolations(path, text) {
  if (path === 'ui/tokens.css' || !/\.(css|tsx?)$/.test(path) || path.endsWith('.test.ts')) return [];
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const inStyles = path.endsWith('.css') ? code : (code.match(/style=\{\{[^}]*\}\}/g) ?? []).join(' ');
  return [...inStyles.matchAll(COLOUR)].map(([colour]) => `writes the colour ${colour}: take a token`);
}

function importsOf(text) {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, specifier]) => specifier);
}

function targetOf(path, specifier) {
  if (specifier.startsWith('@/')) return specifier.slice(2);
  if (specifier.startsWith('.')) return posix.join(dirname(path), specifier);
  return undefined;
}

function placeOf(path) {
  const [layer, feature, ...inside] = path.split('/');
  return layer === 'features' ? { layer, feature, inside: inside.join('/') } : { layer };
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'locales' || entry.name === 'generated' ? [] : sources(path);
    return /\.(tsx?|css)$/.test(entry.name) ? [path] : [];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../src', import.meta.url));
  const found = sources(root).flatMap((file) => {
    const path = relative(root, file).replaceAll('\\', '/');
    return violationsIn(path, readFileSync(file, 'utf8')).map((violation) => `src/${path} ${violation}`);
  });
  for (const violation of found) console.error(violation);
  process.exit(found.length ? 1 : 0);
}
