// The demo school, as programs see it.
import { execFileSync } from 'node:child_process';
import { DATA, ROOT } from './stack';

export type Role = 'operator' | 'administrator' | 'teacher' | 'pupil' | 'parent';
export type Account = { role: Role; name: string; login: string; password: string };

export function demoAccounts(): Account[] {
  const printed = execFileSync(`${ROOT}.venv/bin/parta`, ['demo', 'accounts', '--json'], { env: { ...process.env, PARTA_DATA: DATA } });
  return JSON.parse(printed.toString());
}

/** The first account with the role. */
export function demoAccount(role: Role): Account {
  const account = demoAccounts().find((each) => each.role === role);
  if (!account) throw new Error(`the demo school has no ${role}`);
  return account;
}
