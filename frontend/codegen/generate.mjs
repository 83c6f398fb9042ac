// contract/openapi.json → frontend/src/generated/api.ts
//
// A package of its own, because openapi-typescript 7 works with TypeScript 5 and the app is checked with TypeScript 7.
// With --check nothing is written: the exit code says whether the committed types are what the contract says.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const contract = new URL(process.env.CONTRACT ?? '../../contract/openapi.json', import.meta.url);
const target = new URL('../src/generated/api.ts', import.meta.url);

const types = await openapiTS(contract, { alphabetize: true, defaultNonNullable: false });
const text = `// Made from contract/openapi.json by \`make contract\`. Not to be edited.\n\n${astToString(types)}`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('frontend/src/generated/api.ts is stale: run `make contract`.');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
