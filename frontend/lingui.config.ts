import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

// One catalogue per feature, so that two people who work on two features never write the same file.
export default defineConfig({
  sourceLocale: 'ru',
  orderBy: 'messageId',
  locales: ['ru', 'en'],
  catalogs: [
    { path: '<rootDir>/src/features/{name}/locales/{locale}', include: ['<rootDir>/src/features/{name}/'] },
    { path: '<rootDir>/src/lib/locales/{locale}', include: ['<rootDir>/src/app/', '<rootDir>/src/ui/', '<rootDir>/src/lib/'] },
  ],
  format: formatter({ lineNumbers: false, origins: false }),
});
