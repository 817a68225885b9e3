import { api, logIn, test as adminTest } from './door'
import { expect, expectAccessible, kinds, Person, settled, speak, test, type Page } from './support'
import arabic from '../../../frontend/src/locales/operations/ar.json' with { type: 'json' }
import english from '../../../frontend/src/locales/operations/en.json' with { type: 'json' }

const node = (page: Page, name: string) => page.getByRole('region', { name: 'Nodes' }).getByRole('listitem').filter({ hasText: name })
const glance = (page: Page, name: string) => page.getByRole('region', { name: 'At a glance' }).locator('div').filter({ hasText: name }).locator('dd')

adminTest('should show admins how the server is doing, and fetch that page only then', async ({ stage, door }) => {
  const [ben, cay] = await stage.meet(['Ben', 'Cay'])
  const page = await (await door.enter()).context().newPage()
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname))
  await page.goto('/')
  await expect(page.getByRole('search')).toBeVisible()
  expect(fetched.filter((path) => /AdminPane/.test(path))).toEqual([])

  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Administration' }).click()

  await expect(page.getByRole('heading', { name: 'Administration' })).toBeVisible()
  await expect(node(page, 'presence-1')).toContainText('Takes connections')
  await expect(node(page, 'presence-2')).toContainText('Takes connections')
  await expect(glance(page, 'Nodes')).toHaveText('2')
  await expect.poll(async () => Number(await glance(page, 'People online').innerText())).toBeGreaterThanOrEqual(3)

  await cay.open(ben)
  for (let i = 0; i < 5; i++) await cay.say(`counted ${i}`)
  await ben.open(cay)
  await expect(ben.bubble('counted 4')).toBeVisible()
  await expect(glance(page, 'Pushes per second')).toHaveText(/^(0\.[1-9]|[1-9])/)
  await expect(glance(page, 'half within')).toHaveText(/\d+(\.\d+)? ms/)
  await expect(page.getByText('over the last minute')).toBeVisible()
})

adminTest('should drain a node and take it back', async ({ stage, door }) => {
  test.setTimeout(120_000)
  const ben = await stage.join('Ben')
  const page = await door.enter()
  await page.goto('/#/admin')
  const one = node(page, 'presence-1')
  await one.getByRole('button', { name: 'Drain presence-1' }).click()
  const dialog = page.getByRole('dialog', { name: 'Drain presence-1?' })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(one).toContainText('Takes connections')

  await one.getByRole('button', { name: 'Drain presence-1' }).click()
  await dialog.getByRole('button', { name: 'Drain' }).click()

  await expect(page.getByText('presence-1 lets its connections go.')).toBeVisible()
  // A page that was closed while it still polled counts as connected until a ping goes unanswered.
  await expect(one).toContainText('Drained', { timeout: 60_000 })
  await node(page, 'presence-2').getByRole('button', { name: 'Drain presence-2' }).click()
  await page.getByRole('dialog', { name: 'Drain presence-2?' }).getByRole('button', { name: 'Drain' }).click()
  await expect(page.getByText(/^This is the last node that takes connections/)).toBeVisible()
  // Whoever sat there talks on from the other node.
  const cay = await stage.join('Cay')
  await cay.open(ben)
  await cay.say('still here?')
  await ben.open(cay)
  await expect(ben.bubble('still here?')).toBeVisible()

  await one.getByRole('button', { name: 'Let presence-1 take connections again' }).click()
  await expect(one).toContainText('Takes connections')
})

adminTest('should ban somebody, who is out at once, and let them in again', async ({ stage, door }) => {
  const ben = await stage.join('Ben')
  const page = await door.enter()
  await page.goto('/#/admin')
  const bans = page.getByRole('region', { name: /^Banned people/ })

  await bans.getByRole('searchbox', { name: 'Find someone to ban' }).fill(ben.name)
  await bans.getByRole('button', { name: `Ban ${ben.name}` }).click()
  await page.getByRole('dialog', { name: `Ban ${ben.name}?` }).getByRole('button', { name: 'Ban' }).click()

  await expect(page.getByText(`${ben.name} is banned.`)).toBeVisible()
  await expect(ben.page.getByRole('heading', { name: 'Good to see you' })).toBeVisible({ timeout: 5_000 })
  await logIn(ben.page, ben.email, Person.password)
  await expect(ben.page.getByRole('alert')).toHaveText('This account has been banned by an administrator')

  await bans.getByRole('button', { name: `Let ${ben.name} in again` }).click()
  await expect(page.getByText(`${ben.name} may log in again.`)).toBeVisible()
  await expect(bans.getByRole('button', { name: `Let ${ben.name} in again` })).toHaveCount(0)
  await ben.page.getByRole('button', { name: 'Log in' }).click()
  await expect(ben.page.getByRole('search')).toBeVisible()
})

adminTest('should be reached by its plain address', async ({ door }) => {
  const page = await door.enter()

  await page.goto('/admin')

  await expect(page.getByRole('heading', { name: 'Administration' })).toBeVisible()
  expect(new URL(page.url()).hash).toBe('#/admin')
})

test('should tell others that it is for admins only', async ({ stage }) => {
  const { page } = await stage.join('Ben')
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))

  await page.getByRole('button', { name: 'Your account' }).click()
  await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Administration' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.goto('/#/admin')

  await expect(page.getByText('This page is for admins only.')).toBeVisible()
  await expectAccessible(page)
  expect(asked.filter((path) => path.startsWith('/api/admin'))).toEqual([])
})

const texts = { en: english, ar: arabic }

for (const [kind, options, language] of kinds) {
  adminTest(`should be accessible and fit: ${kind}, ${language}`, async ({ stage, door }) => {
    const ben = await stage.join('Ben')
    const page = await door.enter(options)
    const id = await personId(page, ben.name)
    await api(page, 'POST', `/api/auth/users/${id}/ban`)
    await speak(page, language)
    await page.goto('/#/admin')
    await expect(page.getByRole('heading', { name: texts[language].title })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr')
    await expect(page.getByText(ben.name).first()).toBeVisible()
    // There are rates once it was asked twice.
    const { title, pushes } = texts[language].glance
    await expect(page.getByRole('region', { name: title }).locator('div').filter({ hasText: pushes }).locator('dd')).not.toHaveText('–')
    await settled(page)
    const folder = process.env['CHATSPACE_SCREENSHOTS']
    const name = `admin-${kind}-${language}`.replaceAll(' ', '-')
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
    await page.getByRole('searchbox').last().fill('a')

    const over = await page.evaluate(() =>
      Math.max(...[document.documentElement, ...document.querySelectorAll('main, main > *')].map((part) => part.scrollWidth - part.clientWidth)),
    )
    expect(over).toBeLessThanOrEqual(1)
    await expectAccessible(page)
    if (folder !== undefined) {
      await page.locator('main').last().evaluate((main) => main.lastElementChild?.scrollTo(0, 100_000))
      await page.screenshot({ path: `${folder}/${name}-end.png` })
    }
    await api(page, 'DELETE', `/api/auth/users/${id}/ban`)
  })
}

async function personId(page: Page, name: string): Promise<string> {
  const { users } = (await api(page, 'GET', '/api/messages/users')) as { users: { _id: string; fullName: string }[] }
  return users.find((user) => user.fullName === name)?._id ?? ''
}
