import { readFile } from 'node:fs/promises'
import { expect, Person, test } from './support'

test('should list my devices and end one of them', async ({ stage, browser }) => {
  const alice = await stage.join('Alice')
  const context = await browser.newContext()
  const other = await context.newPage()
  await other.goto('/#/login')
  await other.getByLabel('E-mail').fill(alice.email)
  await other.getByLabel('Password', { exact: true }).fill(Person.password)
  await other.getByRole('button', { name: 'Log in' }).click()
  await expect(other.getByRole('search')).toBeVisible()

  await alice.page.goto('/#/settings/devices')
  const devices = alice.page.getByRole('region', { name: 'Devices' }).getByRole('listitem')
  await expect(devices).toHaveCount(2)
  await expect(devices.filter({ hasText: 'This device' })).toHaveCount(1)
  await devices.getByRole('button', { name: 'End' }).click()

  await expect(devices).toHaveCount(1)
  await other.reload()
  await expect(other.getByText('Your session has ended. Please log in again.')).toBeVisible()
  await context.close()
})

test('should log out everywhere', async ({ stage }) => {
  const { page } = await stage.join('Alice')
  await page.goto('/#/settings/devices')
  await page.getByRole('button', { name: 'Log out everywhere' }).click()

  await page.getByRole('dialog').getByRole('button', { name: 'Log out everywhere' }).click()

  await expect(page.getByRole('heading', { name: 'Good to see you' })).toBeVisible()
})

test('should change my password and stay signed in here', async ({ stage }) => {
  const alice = await stage.join('Alice')
  const { page } = alice
  await page.goto('/#/settings/account')
  const change = async (current: string, next: string) => {
    await page.getByLabel('Current password').fill(current)
    await page.getByLabel('New password').fill(next)
    await page.getByRole('button', { name: 'Change password' }).click()
  }

  await change('not my password', 'a new and longer one')
  await expect(page.getByRole('alert')).toBeVisible()
  await change(Person.password, 'a new and longer one')
  await expect(page.getByText('Your password has been changed.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Current password')).toBeVisible()
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  await page.getByLabel('E-mail').fill(alice.email)
  await page.getByLabel('Password', { exact: true }).fill('a new and longer one')
  await page.getByRole('button', { name: 'Log in' }).click()

  await expect(page.getByRole('search')).toBeVisible()
})

test('should hand over what is stored about me', async ({ stage }) => {
  const alice = await stage.join('Alice')
  await alice.page.goto('/#/settings/account')

  const download = alice.page.waitForEvent('download')
  await alice.page.getByRole('button', { name: 'Download my data' }).click()

  const text = await readFile(await (await download).path(), 'utf8')
  expect(text).toContain(alice.email)
  for (const line of text.trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow()
})

test('should delete my account for good, and only with my password', async ({ stage }) => {
  const alice = await stage.join('Alice')
  const { page } = alice
  await page.goto('/#/settings/account')
  await page.getByRole('button', { name: 'Delete account' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password', { exact: true }).fill('not my password')
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()

  await dialog.getByLabel('Password', { exact: true }).fill(Person.password)
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByRole('heading', { name: 'Good to see you' })).toBeVisible()
  await page.getByLabel('E-mail').fill(alice.email)
  await page.getByLabel('Password', { exact: true }).fill(Person.password)
  await page.getByRole('button', { name: 'Log in' }).click()

  await expect(page.getByRole('alert')).toHaveText('Invalid credentials')
})

test('should go on with a new token when the old one ends', async ({ stage }) => {
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  await alice.open(ben)
  let refreshed = 0
  await alice.page.route('**/api/auth/refresh', (route) => {
    refreshed += 1
    return route.continue()
  })
  await alice.page.route(/\/api\/messages\/send\//, async (route) => {
    if (refreshed > 0) return route.continue()
    await route.fulfill({ status: 401, json: { success: false, message: 'Unauthorized - Token expired' } })
  })

  await alice.say('after the end')

  await expect(alice.bubble('after the end').getByRole('img', { name: /Sent|Delivered/ })).toBeVisible()
  expect(refreshed).toBe(1)
})

test('should keep the chosen theme and language', async ({ stage }) => {
  const { page } = await stage.join('Alice')
  await page.goto('/#/settings/appearance')

  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('radio', { name: 'Deutsch' }).check()
  await expect(page.getByRole('heading', { name: 'Aussehen' })).toBeVisible()
  await page.reload()

  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
})
