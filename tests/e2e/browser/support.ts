import AxeBuilder from '@axe-core/playwright'
import { expect, request, test as base, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'

export { expect }
export type { Page }

/** Someone who is signed in, in a browser of their own. */
export class Person {
  constructor(
    readonly page: Page,
    readonly name: string,
    readonly email: string,
  ) {}

  static readonly password = 'correct horse battery staple'

  get messages() {
    return this.page.getByRole('log')
  }

  get box() {
    return this.page.getByRole('textbox', { name: /^Message to / })
  }

  /** The row of somebody in the list. */
  row(other: Person) {
    return this.page.getByRole('navigation', { name: 'People' }).getByRole('link', { name: other.name })
  }

  /** Narrows the list to somebody, who may be far down in it. */
  async seek(other: Person): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Search people' }).fill(other.name)
    await expect(this.row(other)).toBeVisible()
  }

  async open(other: Person): Promise<void> {
    await this.seek(other)
    await this.row(other).click()
    await expect(this.page.getByRole('main', { name: `Conversation with ${other.name}` })).toBeVisible()
  }

  async say(text: string): Promise<void> {
    await this.box.fill(text)
    await this.box.press('Enter')
  }

  /** The bubble that holds this text. */
  bubble(text: string) {
    return this.messages.getByRole('article').filter({ hasText: text })
  }
}

let counter = 0
const run = Date.now().toString(36)

export interface Stage {
  /** A new person at the list of people, in a browser of their own. They signed up without it: that is not what is tested. */
  join: (name: string, options?: BrowserContextOptions) => Promise<Person>
  /** Several such people, each of whom is in the others' lists from the start. */
  meet: <const Names extends readonly string[]>(names: Names, options?: BrowserContextOptions) => Promise<{ -readonly [Key in keyof Names]: Person }>
  /** Signs a new person up by the form. */
  signUp: (name: string, options?: BrowserContextOptions) => Promise<Person>
}

/** Names of one word are made unique; a full name is used as it is, for pictures. */
function think(name: string): { name: string; email: string } {
  counter += 1
  const address = name.split(' ')[0]?.toLowerCase() ?? ''
  if (name.includes(' ')) return { name, email: `${address}@example.org` }
  return { name: `${name} ${run}${String(counter).padStart(3, '0')}`, email: `${address}-${run}-${counter}@example.org` }
}

export async function signUp(page: Page, called: string, bio?: string): Promise<Person> {
  const { name, email } = think(called)
  await page.goto('/#/signup')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(Person.password)
  if (bio !== undefined) await page.getByLabel('About you (optional)').fill(bio)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByRole('search')).toBeVisible()
  return new Person(page, name, email)
}

type StorageState = Exclude<BrowserContextOptions['storageState'], string | undefined>

/** What a browser keeps of somebody who signs up or logs in, by the API alone. */
export async function enter(base: string, path: 'signup' | 'login', fields: object): Promise<StorageState> {
  const api = await request.newContext({ baseURL: base })
  try {
    const answer = await api.post(`/api/auth/${path}`, { data: { ...fields, refresh: true } })
    if (!answer.ok()) throw new Error(`${path} was answered ${answer.status()}: ${await answer.text()}`)
    const { token, userData } = (await answer.json()) as { token: string; userData: object }
    const { cookies } = await api.storageState()
    const session = { name: 'chatspace.session', value: JSON.stringify({ token, user: userData }) }
    return { cookies, origins: [{ origin: new URL(base).origin, localStorage: [session] }] }
  } finally {
    await api.dispose()
  }
}

/** Every page must stay free of script errors and of violations of the content security policy. */
function watch(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text())) problems.push(message.text())
  })
}

export const test = base.extend<{ stage: Stage }>({
  stage: async ({ browser, baseURL }: { browser: Browser; baseURL: string | undefined }, use) => {
    const problems: string[] = []
    const contexts: { close: () => Promise<void> }[] = []
    const open = async (options: BrowserContextOptions): Promise<Page> => {
      const context = await browser.newContext(options)
      contexts.push(context)
      const page = await context.newPage()
      watch(page, problems)
      return page
    }
    const meet = async (names: readonly string[], options: BrowserContextOptions = {}): Promise<Person[]> => {
      const base = options.baseURL ?? baseURL ?? ''
      const known = await Promise.all(
        names.map(think).map(async ({ name, email }) => {
          const storageState = await enter(base, 'signup', { fullName: name, email, password: Person.password })
          return { name, email, storageState }
        }),
      )
      return Promise.all(
        known.map(async ({ name, email, storageState }) => {
          const page = await open({ ...options, storageState })
          await page.goto('/')
          await expect(page.getByRole('search')).toBeVisible()
          return new Person(page, name, email)
        }),
      )
    }
    await use({
      join: async (name, options) => (await meet([name], options))[0] as Person,
      meet: meet as Stage['meet'],
      signUp: async (name, options = {}) => signUp(await open(options), name),
    })
    await Promise.all(contexts.map((context) => context.close()))
    expect(problems).toEqual([])
  },
})

/** Changes the language of a page as another tab would that chose it: at once, without a reload. */
export async function speak(page: Page, language: string): Promise<void> {
  await page.evaluate((chosen) => {
    localStorage.setItem('chatspace.language', JSON.stringify(chosen))
    window.dispatchEvent(new StorageEvent('storage', { key: 'chatspace.language' }))
  }, language)
  await expect(page.locator('html')).toHaveAttribute('lang', language)
}

/** Waits until nothing on the page moves any more: no spinner is left, and what faded in is there. */
export async function settled(page: Page): Promise<void> {
  // What was just changed begins to move with the next frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
}

/** No violation of WCAG 2.2 A or AA that axe can find. */
export async function expectAccessible(page: Page): Promise<void> {
  // An open menu stands beside the landmarks, which are hidden as long as it is open: by the ARIA practices it belongs to none.
  const menu = await page.getByRole('menu').isVisible()
  // There are no frames: axe needs no page of its own to look into them.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (menu ? axe.disableRules(['region']) : axe).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)).toEqual([])
}

/** What screens are looked at in. Every pair of width, colours and direction is there; all three together add nothing. */
export const kinds = [
  ['wide light', { viewport: { width: 1440, height: 900 }, colorScheme: 'light' }, 'en'],
  ['wide dark', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' }, 'ar'],
  ['phone light', { viewport: { width: 360, height: 740 }, colorScheme: 'light', hasTouch: true }, 'ar'],
  ['phone dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark', hasTouch: true }, 'en'],
] as const
