import { test as adminTest } from './door'
import { enter, expect, expectAccessible, Person, test } from './support'

/** A server without an assistant is told of aloud, not passed over. */
async function needAssistant({ page }: Person): Promise<void> {
  const answer = await page.evaluate(async () => {
    const { token } = JSON.parse(localStorage.getItem('chatspace.session') ?? '{}') as { token: string }
    const response = await fetch('/api/ai/limiter', { headers: { Authorization: `Bearer ${token}` } })
    return response.ok ? ((await response.json()) as { enabled: boolean }) : { enabled: false }
  })
  test.skip(!answer.enabled, 'THIS SERVER HAS NO ASSISTANT, or it is switched off')
}

test('should answer piece by piece, and keep the conversation', async ({ stage }) => {
  const alice = await stage.join('Alice')
  const { page } = alice
  await needAssistant(alice)
  await page.getByRole('link', { name: /^Assistant/ }).click()
  const log = page.getByRole('log')

  await page.getByRole('textbox', { name: 'Ask the assistant' }).fill('What is a monad?')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Stop the answer' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible({ timeout: 40_000 })
  await expect(log.getByRole('article')).toHaveCount(2)
  const answer = await log.getByRole('article').nth(1).innerText()
  await page.reload()

  await expect(log.getByRole('article')).toHaveCount(2)
  expect(await log.getByRole('article').nth(1).innerText()).toBe(answer)
})

test('should have one entry, with what was said on every device', async ({ stage, browser, baseURL }) => {
  const alice = await stage.join('Alice')
  await needAssistant(alice)
  await alice.page.getByRole('link', { name: /^Assistant/ }).click()
  await alice.page.getByRole('textbox', { name: 'Ask the assistant' }).fill('Who are you?')
  await alice.page.keyboard.press('Enter')
  const storageState = await enter(baseURL ?? '', 'login', { email: alice.email, password: Person.password })
  const page = await (await browser.newContext({ storageState })).newPage()
  await page.goto('/#/assistant')

  await expect(page.getByRole('log').getByRole('article')).toHaveCount(2, { timeout: 40_000 })
  await expect(page.getByRole('log')).toContainText('Who are you?')
  await page.getByRole('searchbox', { name: 'Search people' }).fill('assist')
  await expect(page.getByRole('link', { name: /assistant/i })).toHaveCount(1)
  await page.context().close()
})

test('should stop in the middle of an answer, and keep what was said', async ({ stage }) => {
  const alice = await stage.join('Alice')
  const { page } = alice
  await needAssistant(alice)
  await page.getByRole('link', { name: /^Assistant/ }).click()
  await page.getByRole('textbox', { name: 'Ask the assistant' }).fill('Tell me everything')
  await page.keyboard.press('Enter')
  const answer = page.getByRole('log').getByRole('article').nth(1)
  await expect(answer).toContainText(/\w+ \w+/)

  await page.getByRole('button', { name: 'Stop the answer' }).click()

  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Ask the assistant' }).fill('And now?')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('button', { name: 'Stop the answer' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible({ timeout: 40_000 })
  await expect(page.getByRole('log')).toContainText('Tell me everything')
  await expect(page.getByRole('log')).toContainText('And now?')
})

adminTest('should be switched on and off for everybody by the admin', async ({ stage, door }) => {
  const alice = await stage.join('Alice')
  const { page } = alice
  await needAssistant(alice)
  await page.getByRole('link', { name: /^Assistant/ }).click()
  const box = page.getByRole('textbox', { name: 'Ask the assistant' })
  await expect(box).toBeEnabled()
  const admin = await door.enter()
  await admin.goto('/#/settings/admin')
  const assistant = admin.getByRole('switch', { name: 'AI assistant' })

  await assistant.click()
  try {
    await expect(box).toBeDisabled()
    await expect(page.getByRole('main')).toContainText('Switched off at the moment')
    await expectAccessible(page)
  } finally {
    await assistant.click()
  }

  await expect(box).toBeEnabled()
})
