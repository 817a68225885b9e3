import type { Locator } from '@playwright/test'
import { expect, Person, test } from './support'

/** Goes on by Tab, as far as it takes, and fails where that never leads there. */
async function tabTo(place: Locator): Promise<void> {
  const page = place.page()
  for (let steps = 0; steps < 60; steps++) {
    if ((await place.count()) === 1 && (await place.evaluate((element) => element === document.activeElement))) break
    await page.keyboard.press('Tab')
  }
  await expect(place).toBeFocused()
  const outline = await place.evaluate((element) => {
    const around = [element, element.parentElement].map((one) => (one === null ? null : getComputedStyle(one)))
    return around.some((style) => style !== null && ((style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none'))
  })
  expect(outline, 'what has the focus shows it').toBe(true)
}

test('should need no mouse: log in, write, pick an emoji, look around, change settings, log out', async ({ stage, browser }) => {
  test.setTimeout(120_000)
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  const page = await (await browser.newContext()).newPage()
  const { keyboard } = page
  await page.goto('/#/login')

  await tabTo(page.getByLabel('E-mail'))
  await keyboard.type(alice.email)
  await tabTo(page.getByLabel('Password', { exact: true }))
  await keyboard.type(Person.password)
  await keyboard.press('Enter')
  await expect(page.getByRole('search')).toBeVisible()

  await tabTo(page.getByRole('searchbox', { name: 'Search people' }))
  await keyboard.type(ben.name)
  const me = new Person(page, alice.name, alice.email)
  await tabTo(me.row(ben))
  await keyboard.press('Enter')
  await expect(me.box).toBeFocused()
  await keyboard.type('two')
  await keyboard.press('Shift+Enter')
  await keyboard.type('lines')
  await keyboard.press('Shift+Tab')
  await tabTo(page.getByRole('button', { name: 'Emoji' }))
  await keyboard.press('Enter')
  await expect(page.getByRole('searchbox', { name: 'Search emoji' })).toBeFocused()
  await keyboard.type('rocket')
  await expect(page.getByRole('gridcell', { name: /rocket/i }).first()).toBeVisible()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(me.box).toBeFocused()
  await expect(me.box).toHaveValue(/^two\nlines./u)
  await keyboard.press('Enter')
  await expect(me.bubble('lines')).toBeVisible()

  await tabTo(page.getByRole('button', { name: 'Details', exact: true }))
  const details = page.getByRole('complementary')
  const open = await details.isVisible()
  await keyboard.press('Enter')
  await expect(details).toBeVisible({ visible: !open })
  await tabTo(page.getByRole('button', { name: 'Your account' }))
  await keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Profile' })).toBeFocused()
  await keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeVisible()
  await tabTo(page.getByRole('radio', { name: 'Like the device' }))
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

  await tabTo(page.getByRole('button', { name: 'Your account' }))
  await keyboard.press('Enter')
  await keyboard.press('End')
  await expect(page.getByRole('menuitem', { name: 'Log out' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Good to see you' })).toBeVisible()
  await page.context().close()
})
