import AxeBuilder from '@axe-core/playwright'
import { expect, test as base, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'

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
  /** Signs a new person up in a browser of their own. */
  join: (name: string, options?: BrowserContextOptions) => Promise<Person>
}

/** Names of one word are made unique; a full name is used as it is, for pictures. */
export async function signUp(page: Page, name: string, bio?: string): Promise<Person> {
  counter += 1
  const plain = name.includes(' ')
  const shown = plain ? name : `${name} ${run}${String(counter).padStart(3, '0')}`
  const address = name.split(' ')[0]?.toLowerCase() ?? ''
  const person = new Person(page, shown, plain ? `${address}@example.org` : `${address}-${run}-${counter}@example.org`)
  await page.goto('/#/signup')
  await page.getByLabel('Name', { exact: true }).fill(person.name)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(Person.password)
  if (bio !== undefined) await page.getByLabel('About you (optional)').fill(bio)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByRole('search')).toBeVisible()
  return person
}

/** Every page must stay free of script errors and of violations of the content security policy. */
function watch(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text())) problems.push(message.text())
  })
}

export const test = base.extend<{ stage: Stage }>({
  stage: async ({ browser }: { browser: Browser }, use) => {
    const problems: string[] = []
    const contexts: { close: () => Promise<void> }[] = []
    await use({
      join: async (name, options = {}) => {
        const context = await browser.newContext(options)
        contexts.push(context)
        const page = await context.newPage()
        watch(page, problems)
        return signUp(page, name)
      },
    })
    for (const context of contexts) await context.close()
    expect(problems).toEqual([])
  },
})

/** No violation of WCAG 2.2 A or AA that axe can find. */
export async function expectAccessible(page: Page): Promise<void> {
  // An open menu stands beside the landmarks, which are hidden as long as it is open: by the ARIA practices it belongs to none.
  const menu = await page.getByRole('menu').isVisible()
  const axe = new AxeBuilder({ page })
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
