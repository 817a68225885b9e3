import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

// Runs against CHATSPACE_URL, a stack that is up. The browser is Debian's Chromium, or CHROMIUM_PATH.
const places = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const chromium = places.find((path) => path !== undefined && path !== '' && existsSync(path))
if (chromium === undefined) {
  console.error('\n*** NO BROWSER: every browser test is skipped. Install chromium or set CHROMIUM_PATH. ***\n')
}

export default defineConfig({
  testDir: '.',
  ...(chromium === undefined ? {} : { globalSetup: './admin.setup.ts' }),
  ...(chromium === undefined ? { testIgnore: '**' } : {}),
  // One stack, one machine: side by side they would only wait for each other.
  workers: 1,
  // On CI's machine others are at work too. What passes only again is named as flaky in the report.
  retries: process.env['CI'] === undefined ? 0 : 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    baseURL: process.env['CHATSPACE_URL'] ?? 'http://localhost:8080',
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
        // A name that is this machine without being localhost, which browsers trust more than other plain http.
        '--host-resolver-rules=MAP chat.lan 127.0.0.1',
      ],
    },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
})
