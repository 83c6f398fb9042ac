// Pictures for the README, taken of the demo school: `npm run shots`.
import { defineConfig } from '@playwright/test';
import config from './playwright.config';

export default defineConfig(config, { testDir: 'shots' });
