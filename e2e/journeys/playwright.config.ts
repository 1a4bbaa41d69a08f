import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { root } from '../gate/step.ts';

/** Real offices, real Chromium. Two workers, because the gate's machine has two cores. */
export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '*.spec.ts',
  outputDir: join(root, 'test-results/journeys'),
  globalSetup: './plant-office.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width: 800, height: 1280 },
    hasTouch: true,
    actionTimeout: 15_000,
    video: 'off',
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
