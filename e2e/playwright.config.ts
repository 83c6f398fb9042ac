import { defineConfig } from '@playwright/test';
import { ADDRESS, chromium, stack } from './stack';

export default defineConfig({
  testDir: 'flows',
  outputDir: '../var/e2e',
  // Three people in three contexts are enough for two cores.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: ADDRESS,
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    launchOptions: chromium,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  webServer: stack,
});
