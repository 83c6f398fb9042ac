// The whole product as `make run` starts it, on a data folder and ports of its own.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = new URL('..', import.meta.url).pathname;

export const PORT = Number(process.env.PARTA_E2E_PORT ?? 8900);
export const ADDRESS = `http://127.0.0.1:${PORT}`;
// Playwright loads this file once in each of its processes; they must agree on the folder.
process.env.PARTA_E2E_DATA ??= mkdtempSync(join(tmpdir(), 'parta-e2e-'));
export const DATA = process.env.PARTA_E2E_DATA;

export const stack = {
  command: `${ROOT}.venv/bin/parta up --demo`,
  url: `${ADDRESS}/readyz`,
  env: { PARTA_DATA: DATA, PARTA_PORT: String(PORT) },
  timeout: 180_000,
  // For whoever works on the flows: a stack that runs already is used, and stays.
  reuseExistingServer: Boolean(process.env.PARTA_E2E_RUNNING),
  gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 20_000 },
  stdout: 'pipe' as const,
};

// Chromium of Debian: Playwright's own download is not to be had everywhere, and real machines have Debian's.
export const chromium = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
