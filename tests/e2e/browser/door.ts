import type { Browser, BrowserContextOptions } from '@playwright/test'
import { admin } from './admin.setup'
import { enter, expect, test as base, type Page } from './support'

export interface Door {
  /** The admin, at the list of people. */
  enter: (options?: BrowserContextOptions) => Promise<Page>
}

export const test = base.extend<{ door: Door }>({
  door: async ({ browser, baseURL }: { browser: Browser; baseURL: string | undefined }, use) => {
    const contexts: { close: () => Promise<void> }[] = []
    await use({
      enter: async (options = {}) => {
        const storageState = await enter(baseURL ?? '', 'login', { email: admin.email, password: admin.password })
        const context = await browser.newContext({ ...options, storageState })
        contexts.push(context)
        const page = await context.newPage()
        await page.goto('/')
        await expect(page.getByRole('search')).toBeVisible()
        base.skip(!(await isAdmin(page)), 'THE ADMIN OF THIS STACK IS SOMEBODY ELSE: start one that holds nobody')
        return page
      },
    })
    for (const context of contexts) await context.close()
  },
})

async function isAdmin(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { token } = JSON.parse(localStorage.getItem('chatspace.session') ?? '{}') as { token: string }
    return (JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))) as { role?: string }).role === 'admin'
  })
}

export async function logIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/#/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
}

/** Calls the API as whoever is signed in on that page. */
export async function api(page: Page, method: string, path: string): Promise<unknown> {
  return page.evaluate(
    async ([verb, where]) => {
      const { token } = JSON.parse(localStorage.getItem('chatspace.session') ?? '{}') as { token: string }
      const answer = await fetch(where ?? '', { method: verb ?? 'GET', headers: { Authorization: `Bearer ${token}` } })
      if (!answer.ok) throw new Error(`${verb ?? ''} ${where ?? ''} was answered ${answer.status}`)
      return (await answer.json()) as unknown
    },
    [method, path],
  )
}
