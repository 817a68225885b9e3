import { Stack } from '../support/stack.mjs'
import { expect, test, type Page } from './support'

// A stack of its own, every service a process that can be killed, with tokens that end while one looks on.
const lifetime = 70_000
let stack: Stack

test.beforeAll(async () => {
  test.setTimeout(240_000)
  stack = await Stack.start({
    args: ['--processes', '--presence-nodes', '2'],
    env: { CHATSPACE_RATE_LIMITS: 'off', CHATSPACE_AUTH_SHORTACCESSTTL: `${lifetime / 1000}s` },
  })
})

test.afterAll(async () => {
  await stack?.stop()
})

/** The session ids of a page's sockets, oldest first; they begin with the node's name. */
function sessions(page: Page): string[] {
  const ids: string[] = []
  page.on('websocket', (socket) => {
    const id = new URL(socket.url()).searchParams.get('sid')
    if (id !== null) ids.push(id)
  })
  return ids
}

const tokenOf = (page: Page) =>
  page.evaluate(() => (JSON.parse(localStorage.getItem('chatspace.session') ?? '{}') as { token?: string }).token ?? null)

test('should outlive its token without a break, and end with it where there is no other', async ({ stage }) => {
  test.setTimeout(180_000)
  const [alice, ben, cay] = await stage.meet(['Alice', 'Ben', 'Cay'], { baseURL: stack.url })
  for (const { page } of [alice, cay]) await page.goto('about:blank')
  const lives = sessions(alice.page)
  await alice.page.goto('/')
  await alice.open(ben)
  await ben.open(alice)
  const first = await tokenOf(alice.page)
  await expect.poll(() => lives.length).toBe(1)
  // Her cookie is what gets new tokens.
  await cay.page.context().clearCookies()
  await cay.page.goto('/')

  await expect.poll(() => tokenOf(alice.page), { timeout: 40_000 }).not.toBe(first)
  await expect(cay.page.getByText('Your session has ended. Please log in again.')).toBeVisible({ timeout: lifetime + 15_000 })
  await ben.say('still there?')
  await expect(alice.bubble('still there?')).toBeVisible()
  await alice.say('always')
  await expect(ben.bubble('always')).toBeVisible()

  expect(lives).toHaveLength(1)
})

test('should go on from another node when its own is killed, and miss nothing', async ({ stage }) => {
  test.setTimeout(120_000)
  const [alice, ben] = await stage.meet(['Alice', 'Ben'], { baseURL: stack.url })
  await alice.page.goto('about:blank')
  const lives = sessions(alice.page)
  await alice.page.goto('/')
  await alice.open(ben)
  await ben.open(alice)
  await ben.say('before')
  await expect(alice.bubble('before')).toBeVisible()
  const node = lives.at(-1)?.split('.')[0] ?? ''

  process.kill(stack.pids()[node] ?? Number.NaN, 'SIGKILL')
  for (const text of ['one', 'two', 'three']) await ben.say(`meanwhile ${text}`)
  await alice.say('from the other side')

  for (const text of ['one', 'two', 'three']) await expect(alice.bubble(`meanwhile ${text}`)).toHaveCount(1, { timeout: 40_000 })
  await expect(ben.bubble('from the other side')).toHaveCount(1, { timeout: 40_000 })
  await expect(alice.page.getByText('Connection lost. Reconnecting…')).toBeHidden({ timeout: 20_000 })
  await ben.say('after')
  await expect(alice.bubble('after')).toHaveCount(1)
  expect(lives.at(-1)?.split('.')[0]).not.toBe(node)
  expect((await alice.messages.getByRole('article').allInnerTexts()).map((text) => /meanwhile (\w+)/.exec(text)?.[1]).filter(Boolean)).toEqual(['one', 'two', 'three'])
})
