import { expect, test } from './support'

declare global {
  interface Window {
    longest: number
    tasks: number[]
    painted: Promise<number>
    framesAt: number[]
  }
}

/** A slow shared machine may take longer than the product promises; the bound can be set, the numbers are printed. */
const slack = Number(process.env['CHATSPACE_SPEED_SLACK'] ?? 1)

test('should scroll ten thousand messages without long tasks', async ({ stage }) => {
  test.setTimeout(120_000)
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  const { page } = alice
  const start = Date.UTC(2026, 0, 1)
  await page.route(/\/api\/messages\/[0-9a-f]{24}/, async (route) => {
    const peer = new URL(route.request().url()).pathname.split('/').at(-1) ?? ''
    const messages = Array.from({ length: 10_000 }, (_, index) => ({
      _id: index.toString(16).padStart(24, '0'),
      senderId: index % 3 === 0 ? 'f'.repeat(24) : peer,
      receiverId: index % 3 === 0 ? peer : 'f'.repeat(24),
      text: `Message ${index}. ${'Some words that fill a line or two. '.repeat(index % 5)}`,
      image: '',
      seen: true,
      createdAt: new Date(start + index * 60_000).toISOString(),
    }))
    await route.fulfill({ json: { success: true, messages } })
  })
  await alice.open(ben)
  await expect(alice.bubble('Message 9999.')).toBeVisible()
  await page.evaluate(() => {
    window.tasks = []
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ type: 'longtask' })
  })

  await alice.messages.hover()
  // What the page itself is slow at it is slow at each time; what the machine does beside it comes and goes.
  const longest: number[] = []
  while (longest.length < 3 && Math.min(...longest) > 50 * slack) {
    await page.evaluate(() => (window.tasks = []))
    for (let i = 0; i < 60; i++) await page.mouse.wheel(0, -900)
    await page.waitForTimeout(300)
    for (let i = 0; i < 30; i++) await page.mouse.wheel(0, 900)
    await page.waitForTimeout(300)
    const tasks = await page.evaluate(() => window.tasks)
    console.log(`long tasks while scrolling 10,000 messages: ${JSON.stringify(tasks)} ms`)
    longest.push(Math.max(0, ...tasks))
  }

  expect(Math.min(...longest)).toBeLessThanOrEqual(50 * slack)
})

test('should paint a message within 50 ms of its frame', async ({ stage }) => {
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  await alice.page.addInitScript(() => {
    window.framesAt = []
    const Original = WebSocket
    window.WebSocket = class extends Original {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols)
        this.addEventListener('message', (event) => {
          if (typeof event.data === 'string' && event.data.includes('"newMessage"')) window.framesAt.push(performance.now())
        })
      }
    }
  })
  await alice.page.reload()
  await alice.open(ben)
  await ben.open(alice)
  const took: number[] = []
  for (let i = 0; i < 10; i++) {
    await alice.page.evaluate((text) => {
      window.framesAt = []
      window.painted = new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          if (!(document.querySelector('[role=log]')?.textContent ?? '').includes(text)) return
          observer.disconnect()
          // The callback of the next frame runs just before that frame is painted.
          requestAnimationFrame(() => resolve(performance.now()))
        })
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      })
    }, `quick ${i}!`)
    await ben.say(`quick ${i}!`)
    took.push(Math.round(await alice.page.evaluate(async () => (await window.painted) - (window.framesAt[0] ?? 0))))
  }

  console.log(`from frame to paint: ${JSON.stringify(took)} ms`)
  const median = took.sort((a, b) => a - b)[5] ?? Infinity
  expect(median).toBeLessThanOrEqual(50 * slack)
})

test('should need no more than 200 KB of compressed JavaScript for the first screen', async ({ browser }) => {
  const page = await browser.newPage({ serviceWorkers: 'block' })
  const sizes: number[] = []
  page.on('requestfinished', async (request) => {
    if (request.url().endsWith('.js')) sizes.push((await request.sizes()).responseBodySize)
  })
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Good to see you' })).toBeVisible()
  await page.waitForLoadState('networkidle')

  const total = sizes.reduce((sum, size) => sum + size, 0)
  console.log(`JavaScript before the first screen: ${total} bytes in ${sizes.length} files`)
  expect(total).toBeLessThanOrEqual(200 * 1024)
  await page.close()
})
