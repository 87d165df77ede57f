/** End-to-end tests: the started product, in a real Chromium and, where its binary is, in real Electron. */
import { defineConfig } from '@playwright/test'
import { findBrowser } from './scripts/find-browser'

// Evaluated in every worker too, which then take what the first has found.
process.env['DELTA_LAB_PORT'] ??= String(20_000 + (process.pid % 20_000))
const launchOptions = await findBrowser()
process.env['CHROMIUM_PATH'] ??= launchOptions.executablePath

const url = `http://127.0.0.1:${process.env['DELTA_LAB_PORT']}/`

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  reporter: 'list',
  use: {
    baseURL: url,
    launchOptions,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'chromium', testIgnore: 'electron.spec.ts' },
    { name: 'electron', testMatch: 'electron.spec.ts' },
  ],
  webServer: {
    command: 'node --import tsx scripts/start.ts',
    env: { BROWSER: 'none', DELTA_LAB_HOST: 'browser', DELTA_LAB_PORT: process.env['DELTA_LAB_PORT'] },
    url,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGINT', timeout: 3000 },
    timeout: 120_000,
  },
})
