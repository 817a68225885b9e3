import { expect, Person, test } from './support'

test('should sign up, log out and log in again', async ({ stage }) => {
  const alice = await stage.signUp('Alice')
  const { page } = alice

  await page.getByRole('button', { name: 'Your account' }).click()
  await expect(page.getByRole('menu')).toContainText(alice.email)
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  await expect(page.getByRole('heading', { name: 'Good to see you' })).toBeVisible()
  expect(await page.evaluate(() => localStorage.getItem('chatspace.session'))).toBeNull()

  await page.getByLabel('E-mail').fill(alice.email)
  await page.getByLabel('Password', { exact: true }).fill('wrong password')
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page.getByRole('alert')).toHaveText('Invalid credentials')
  await page.getByLabel('Password', { exact: true }).fill(Person.password)
  await page.getByRole('button', { name: 'Log in' }).click()

  await expect(page.getByRole('search')).toBeVisible()
})

test('should say why an account cannot be made', async ({ stage, browser }) => {
  const alice = await stage.join('Alice')
  const page = await (await browser.newContext()).newPage()
  await page.goto('/#/signup')
  await page.getByLabel('Name', { exact: true }).fill('Another')
  await page.getByLabel('E-mail').fill(alice.email)
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText('Please use at least 8 characters.')).toBeVisible()

  await page.getByLabel('Password', { exact: true }).fill(Person.password)
  await page.getByRole('button', { name: 'Sign up' }).click()

  await expect(page.getByRole('alert')).toHaveText('User already exists')
  await page.context().close()
})

test('should stay signed in over a reload, and sign all tabs out together', async ({ stage }) => {
  const { page } = await stage.join('Alice')
  await page.reload()
  await expect(page.getByRole('search')).toBeVisible()
  const second = await page.context().newPage()
  await second.goto('/')
  await expect(second.getByRole('search')).toBeVisible()

  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Log out' }).click()

  await expect(second.getByRole('heading', { name: 'Good to see you' })).toBeVisible()
})

test('should log out by itself when the token is refused', async ({ stage }) => {
  const { page } = await stage.join('Alice')
  await page.context().clearCookies()
  await page.evaluate(() => {
    const session = JSON.parse(localStorage.getItem('chatspace.session') ?? '{}') as { token: string }
    localStorage.setItem('chatspace.session', JSON.stringify({ ...session, token: session.token.slice(0, -8) + 'AAAAAAAA' }))
  })

  await page.reload()

  await expect(page.getByText('Your session has ended. Please log in again.')).toBeVisible()
})

test('should save name and bio where others see them', async ({ stage }) => {
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  await ben.page.goto('/#/settings/profile')
  await ben.page.getByLabel('About you').fill('On the night train')
  await ben.page.getByRole('button', { name: 'Save' }).click()
  await expect(ben.page.getByText('Your profile has been saved.')).toBeVisible()

  await alice.page.reload()
  await alice.seek(ben)

  await expect(alice.row(ben)).toContainText('On the night train')
})
