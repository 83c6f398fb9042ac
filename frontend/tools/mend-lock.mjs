// Makes package-lock.json fit for `npm ci` on any machine.
//
// A package registry may lack the binaries of some other platforms (a partial mirror does). npm then leaves them out of
// the lock it writes, and afterwards refuses that very lock: "Missing: … from lock file". We name them here as what they
// are, optional packages of another system, which npm skips without asking for them. Addresses of the registry that
// happened to answer are dropped: a lock says what, not from where.
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];

const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
lock.packages = inOrder(withForeignBinaries(withoutAddresses(lock.packages)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

function withoutAddresses(packages) {
  const kept = Object.entries(packages).filter(([, entry]) => !entry.extraneous);
  return Object.fromEntries(kept.map(([path, { resolved: _, ...entry }]) => [path, entry]));
}

function withForeignBinaries(packages) {
  const mended = { ...packages };
  for (const [owner, entry] of Object.entries(packages)) {
    if (owner === '') continue;
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isInstalledFor(owner, name, packages)) continue;
      const foreign = foreignBinary(name, version, { dev: entry.dev });
      if (foreign) mended[`node_modules/${name}`] = foreign;
    }
  }
  return mended;
}

/** Node's own look-up: a package is found in any node_modules between its owner and the root. */
function isInstalledFor(owner, name, packages) {
  for (let folder = owner; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (packages[folder ? `${folder}/node_modules/${name}` : `node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

function foreignBinary(name, version, { dev }) {
  const parts = name.split(/[-/]/);
  const system = SYSTEMS.find((candidate) => parts.includes(candidate));
  const exact = /^\d/.test(version);
  if (!system || !exact) return undefined;

  const libc = parts.includes('musl') ? ['musl'] : parts.includes('gnu') ? ['glibc'] : undefined;
  return {
    version,
    cpu: [parts[parts.indexOf(system) + 1]],
    ...(dev && { dev: true }),
    ...(libc && { libc }),
    optional: true,
    os: [system],
  };
}

function inOrder({ '': root, ...rest }) {
  const sorted = Object.entries(rest).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { '': root, ...Object.fromEntries(sorted) };
}
