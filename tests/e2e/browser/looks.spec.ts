import { expect, expectAccessible, kinds, settled, speak, test, type Person } from './support'
import arabic from '../../../frontend/src/locales/ar.json' with { type: 'json' }
import english from '../../../frontend/src/locales/en.json' with { type: 'json' }

/** A small PNG: 2 x 2, one colour. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGPgT4sEIgYIBQAVbgM58EFJhQAAAABJRU5ErkJggg==', 'base64')

const texts = { en: wordsOf(english), ar: wordsOf(arabic) }

function wordsOf({ composer, message, info, connection, account, settings }: typeof english) {
  return {
    settings,
    emoji: composer.emoji,
    searchEmoji: composer.emojiSearch,
    openPicture: message.openPicture,
    details: info.toggle,
    offline: connection.offline,
    deleteAccount: account.delete,
    account: account.menu,
  }
}

async function fits(person: Person): Promise<void> {
  await settled(person.page)
  const over = await person.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(over).toBeLessThanOrEqual(0)
  await expectAccessible(person.page)
}

async function shoot(person: Person, name: string): Promise<void> {
  const folder = process.env['CHATSPACE_SCREENSHOTS']
  if (folder === undefined) return
  await person.page.screenshot({ path: `${folder}/${name.replaceAll(' ', '-')}.png` })
}

for (const [kind, options, language] of kinds) {
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

    await speak(page, language)
    await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr')
    await expect(alice.bubble('Two remarks')).toBeVisible()
    await fits(alice)
    await shoot(alice, `chat ${kind} ${language}`)
    await page.goto('/#/')
    await expect(page.getByRole('main').getByRole('search')).toBeVisible()
    await fits(alice)
    await shoot(alice, `list ${kind} ${language}`)
    for (const section of ['profile', 'appearance', 'notifications', 'devices', 'account'] as const) {
      await page.goto(`/#/settings/${section}`)
      await expect(page.getByRole('heading', { level: 3, name: texts[language].settings[section], exact: true })).toBeVisible()
      await fits(alice)
      await shoot(alice, `settings ${section} ${kind} ${language}`)
    }
    await page.evaluate(() => localStorage.removeItem('chatspace.session'))
    for (const route of ['/login', '/signup']) {
      await page.goto(`/#${route}`)
      await page.reload()
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await fits(alice)
      await shoot(alice, `${route.slice(1)} ${kind} ${language}`)
    }
  })
}

/** What stands over the page or says that something is amiss, which no route leads to. */
for (const [kind, options, language] of kinds) {
  test(`should be accessible with menus, dialogs and troubles: ${kind}, ${language}`, async ({ stage }) => {
    test.setTimeout(180_000)
    const words = texts[language]
    const ben = await stage.join('Ben')
    const alice = await stage.join('Alice', options)
    const { page } = alice
    await alice.open(ben)
    await page.locator('input[type=file]').setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: png })
    await alice.say('a picture')
    await expect(alice.bubble('a picture').getByRole('img', { name: /Sent|Delivered/ })).toBeVisible()
    const chat = page.url()
    await speak(page, language)
    const check = async (what: string): Promise<void> => {
      await fits(alice)
      await shoot(alice, `${what} ${kind} ${language}`)
    }

    await page.getByRole('button', { name: words.emoji }).click()
    await expect(page.getByRole('searchbox', { name: words.searchEmoji })).toBeVisible()
    await expect(page.getByRole('gridcell').first()).toBeVisible()
    await check('emoji')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('gridcell')).toHaveCount(0)
    await alice.messages.getByRole('button', { name: words.openPicture }).click()
    await expect(page.getByRole('dialog').getByRole('img')).toBeVisible()
    await check('viewer')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    if (kind.startsWith('phone')) {
      await page.getByRole('button', { name: words.details }).click()
      await expect(page.getByRole('complementary')).toBeVisible()
      await check('details')
    }

    await page.route('**/api/messages/send/**', (route) => route.fulfill({ status: 403, json: { success: false, message: 'Not today' } }))
    await page.goto('/#/')
    await page.goto(chat)
    await page.getByRole('textbox').last().fill('refused')
    await page.keyboard.press('Enter')
    await expect(alice.bubble('refused').getByRole('alert')).toBeVisible()
    await page.context().setOffline(true)
    await expect(page.getByText(words.offline)).toBeVisible()
    await check('troubles')
    await page.context().setOffline(false)

    await page.goto('/#/assistant')
    await expect(page.getByRole('textbox').last()).toBeVisible()
    await check('assistant')
    await page.goto('/#/settings/account')
    await page.getByRole('button', { name: words.deleteAccount }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await check('delete account')
    await page.keyboard.press('Escape')
    await page.goto('/#/')
    await page.getByRole('button', { name: words.account }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await check('menu')
  })
}
