import { expect, expectAccessible, test, type Person } from './support'

const kinds = {
  'wide light': { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  'wide dark': { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  'phone light': { viewport: { width: 360, height: 740 }, colorScheme: 'light', hasTouch: true },
  'phone dark': { viewport: { width: 360, height: 740 }, colorScheme: 'dark', hasTouch: true },
} as const

async function fits(person: Person): Promise<void> {
  const over = await person.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(over).toBeLessThanOrEqual(0)
  await expectAccessible(person.page)
}

async function shoot(person: Person, name: string): Promise<void> {
  const folder = process.env['CHATSPACE_SCREENSHOTS']
  await person.page.waitForTimeout(400)
  if (folder !== undefined) await person.page.screenshot({ path: `${folder}/${name.replaceAll(' ', '-')}.png` })
}

for (const [kind, options] of Object.entries(kinds)) {
  for (const language of ['en', 'ar']) {
    test(`should be accessible and fit: ${kind}, ${language}`, async ({ stage }) => {
      test.setTimeout(180_000)
      const ben = await stage.join('Ben')
      const alice = await stage.join('Alice', options)
      const { page } = alice
      await alice.open(ben)
      await alice.say('Did you see https://example.org/plan already?')
      await ben.open(alice)
      await ben.say('Yes! Two remarks:\n```js\nawait wait(250)\n```')
      await ben.say('🎉')
      await expect(alice.bubble('Two remarks')).toBeVisible()

      await page.evaluate((chosen) => localStorage.setItem('chatspace.language', JSON.stringify(chosen)), language)
      await page.reload()
      await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr')
      await expect(alice.bubble('Two remarks')).toBeVisible()
      await fits(alice)
      await shoot(alice, `chat ${kind} ${language}`)
      for (const route of ['/', '/settings/profile', '/settings/appearance', '/settings/notifications', '/settings/devices', '/settings/account']) {
        await page.goto(`/#${route}`)
        await page.waitForTimeout(600)
        await fits(alice)
        await shoot(alice, `${route === '/' ? 'list' : route.slice(1).replace('/', ' ')} ${kind} ${language}`)
      }
      await page.evaluate(() => localStorage.removeItem('chatspace.session'))
      for (const route of ['/login', '/signup']) {
        await page.goto(`/#${route}`)
        await page.reload()
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await page.waitForTimeout(1_300)
        await fits(alice)
        await shoot(alice, `${route.slice(1)} ${kind} ${language}`)
      }
    })
  }
}
