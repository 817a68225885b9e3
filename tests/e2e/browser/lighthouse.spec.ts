import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import lighthouse from 'lighthouse'
import { expect, signUp, test } from './support'

/** What Lighthouse gives a page at the least for performance, of 100. */
const bound = 95

let folder: string
let port: number
let browser: BrowserContext

// Lighthouse opens tabs of its own, by the debugger's port: of one browser, so that it is signed in where we are.
test.beforeAll(async ({ launchOptions }, { project }) => {
  folder = await mkdtemp(join(tmpdir(), 'chatspace-lighthouse-'))
  port = await freePort()
  browser = await chromium.launchPersistentContext(folder, {
    ...launchOptions,
    args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`],
    baseURL: project.use.baseURL ?? '',
    locale: 'en-US',
  })
})

test.afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

test('should please Lighthouse: the first screen, and a conversation', async ({ baseURL }) => {
  test.setTimeout(240_000)
  await judge('first screen', `${baseURL ?? ''}/`)

  const page = await browser.newPage()
  const ben = await signUp(page, 'Ben')
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  await expect(page.getByRole('heading', { name: 'Good to see you' })).toBeVisible()
  const alice = await signUp(page, 'Alice')
  await alice.open(ben)
  for (const text of ['Hello Ben', 'See https://example.org/plan', '🎉']) await alice.say(text)
  await expect(alice.bubble('🎉').getByRole('img', { name: /Sent|Delivered/ })).toBeVisible()
  const address = page.url()
  await page.close()
  await judge('conversation', address)
})

async function judge(name: string, url: string): Promise<void> {
  const result = await lighthouse(url, {
    port,
    logLevel: 'error',
    output: 'html',
    onlyCategories: ['performance', 'accessibility'],
    disableStorageReset: true,
  })
  if (result === undefined) throw new Error('Lighthouse said nothing')
  const { categories, audits, environment } = result.lhr
  const scores = Object.fromEntries(Object.entries(categories).map(([key, { score }]) => [key, Math.round((score ?? 0) * 100)]))
  const weak = Object.values(audits).filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode === 'numeric')
  console.log(`Lighthouse, ${name}: ${JSON.stringify(scores)}, on a machine of ${environment.benchmarkIndex}`)
  for (const { id, score, displayValue } of weak) console.log(`  ${id}: ${score ?? ''} ${displayValue ?? ''}`)
  const reports = process.env['CHATSPACE_SCREENSHOTS']
  if (reports !== undefined) await writeFile(join(reports, `lighthouse-${name.replaceAll(' ', '-')}.html`), String(result.report))
  expect(scores['accessibility']).toBe(100)
  // A time, however it is put: for a machine with nothing else to do, by somebody who looks.
  if (process.env['CHATSPACE_LIGHTHOUSE'] === 'yes') expect(scores['performance']).toBeGreaterThanOrEqual(bound)
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
