import { expect, Person, test } from './support'

test('should carry messages both ways, live, with receipts', async ({ stage }) => {
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  await alice.open(ben)
  await alice.say('Hello Ben')
  await expect(alice.bubble('Hello Ben').getByRole('img', { name: /Sent|Delivered/ })).toBeVisible()

  await ben.page.reload()
  await ben.seek(alice)
  await expect(ben.row(alice)).toContainText('1 new message')
  await expect(ben.page).toHaveTitle('(1) ChatSpace')
  await ben.open(alice)
  await expect(ben.bubble('Hello Ben')).toBeVisible()
  await expect(ben.page).toHaveTitle('ChatSpace')
  await expect(alice.bubble('Hello Ben').getByRole('img', { name: 'Seen' })).toBeVisible()

  await ben.say('Hello Alice')
  await expect(alice.bubble('Hello Alice')).toBeVisible()
})

test('should show who is online, and when they have gone', async ({ stage }) => {
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  await alice.seek(ben)
  await expect(alice.row(ben)).toContainText('Online')

  await ben.page.context().close()

  await expect(alice.row(ben)).not.toContainText('Online', { timeout: 30_000 })
  await alice.open(ben)
  await expect(alice.page.getByRole('main').getByText(/^Last seen /)).toBeVisible()
})

test('should count what has not been seen while another conversation is open', async ({ stage }) => {
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  await ben.open(alice)
  await alice.seek(ben)

  await ben.say('one')
  await ben.say('two')
  await expect(alice.row(ben)).toContainText('2 new messages')
  await alice.open(ben)

  await expect(alice.row(ben)).not.toContainText('new message')
  await expect(alice.messages).toContainText('2 new messages')
})

test('should say that someone is writing', async ({ stage }) => {
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  await alice.open(ben)
  await ben.open(alice)

  await ben.box.pressSequentially('hm')
  await expect(alice.page.getByText(`${ben.name} is writing…`)).toBeVisible()
  await ben.say('done')

  await expect(alice.page.getByText(`${ben.name} is writing…`)).toBeHidden()
})

test('should find somebody who signed up since the list came', async ({ stage }) => {
  const alice = await stage.join('Alice')
  await alice.page.getByRole('searchbox', { name: 'Search people' }).fill('Newcomer')
  await expect(alice.page.getByText('Nobody matches “Newcomer”.')).toBeVisible()

  const newcomer = await stage.join('Newcomer')

  await alice.seek(newcomer)
})

test('should find people by part of a name, by keyboard alone', async ({ stage }) => {
  const [ben, alice] = await stage.meet(['Benedikt', 'Alice'])
  const { page } = alice

  await page.keyboard.press('Control+k')
  await page.keyboard.type(ben.name.slice(2))
  await expect(page.getByRole('navigation', { name: 'People' }).getByRole('link')).toHaveCount(1)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(alice.box).toBeFocused()
  await page.keyboard.type('typed only')
  await page.keyboard.press('Enter')
  await expect(alice.bubble('typed only')).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: `Hello, ${alice.name}` })).toBeVisible()
})

test('should show hostile text as text', async ({ stage }) => {
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  await alice.open(ben)
  await ben.open(alice)
  const corpus = [
    '<script>window.hit = 1</script>',
    '<img src=x onerror="window.hit=1">',
    '<svg/onload=window.hit=1>',
    '"><iframe srcdoc="<script>parent.hit=1</script>">',
    'javascript:window.hit=1//',
    '{{constructor.constructor("window.hit=1")()}}',
  ]

  for (const text of corpus) {
    await ben.say(text)
    await expect(alice.bubble(text)).toBeVisible()
  }

  for (const { page } of [alice, ben]) expect(await page.evaluate(() => 'hit' in window)).toBe(false)
})

test('should show hostile names and bios as text, and make no link of a script', async ({ stage }) => {
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  const name = `<img src=x onerror="window.hit=1"> ${ben.name}`
  await ben.page.goto('/#/settings/profile')
  await ben.page.getByLabel('Name', { exact: true }).fill(name)
  await ben.page.getByLabel('About you').fill('<svg onload=window.hit=1> javascript:window.hit=1')
  await ben.page.getByRole('button', { name: 'Save' }).click()
  await expect(ben.page.getByText('Your profile has been saved.')).toBeVisible()
  await ben.open(alice)
  await ben.say('see [this](javascript:window.hit=1) data:text/html,<script>window.hit=1</script> https://example.org/"onmouseover="window.hit=1')

  await alice.page.reload()
  await alice.open(new Person(ben.page, name, ben.email))
  await expect(alice.page.getByRole('heading', { name, level: 2 })).toBeVisible()
  await expect(alice.page.getByRole('complementary')).toContainText('<svg onload=window.hit=1> javascript:window.hit=1')
  const links = await alice.messages.getByRole('link').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol))
  const handlers = await alice.page.evaluate(() => document.querySelectorAll('[onerror], [onload], [onmouseover]').length)

  expect(links.filter((protocol) => !/^https?:$/.test(protocol))).toEqual([])
  expect(handlers).toBe(0)
  expect(await alice.page.evaluate(() => 'hit' in window)).toBe(false)
})

test('should load earlier messages as one scrolls up, and lead back to the newest', async ({ stage }) => {
  test.setTimeout(150_000)
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  await ben.open(alice)
  const sent = await ben.page.evaluate(async (to) => {
    const { token } = JSON.parse(localStorage.getItem('chatspace.session') ?? '{}') as { token: string }
    const send = async (number: number): Promise<number> => {
      const response = await fetch(`/api/messages/send/${to}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ text: `line number ${number}.` }),
      })
      return response.status
    }
    // Those between the first and the last may come in any order.
    const first = await send(1)
    const between = await Promise.all(Array.from({ length: 128 }, (_, index) => send(index + 2)))
    return [first, ...between, await send(130)]
  }, ben.page.url().split('/').at(-1) ?? '')
  expect(new Set(sent)).toEqual(new Set([201]))

  await alice.page.reload()
  await alice.open(ben)
  await expect(alice.bubble('line number 130.')).toBeVisible()
  await alice.messages.focus()
  await expect(async () => {
    await alice.messages.press('Home')
    await expect(alice.bubble('line number 1.')).toBeVisible({ timeout: 500 })
  }).toPass()
  await alice.page.getByRole('button', { name: 'To the newest' }).click()

  await expect(alice.bubble('line number 130.')).toBeVisible()
})

test('should keep two tabs of one person in step', async ({ stage }) => {
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  await alice.open(ben)
  const second = await alice.page.context().newPage()
  await second.goto(alice.page.url())
  await expect(second.getByRole('log').or(second.getByText('This is the beginning'))).toBeVisible()

  await alice.say('from the first tab')

  await expect(second.getByRole('log').getByText('from the first tab')).toBeVisible()
  await expect(second.getByRole('log').getByText('from the first tab')).toHaveCount(1)
})

test('should show in every tab what was read, chosen and left unsent in one', async ({ stage }) => {
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  await alice.seek(ben)
  const second = await alice.page.context().newPage()
  await second.goto('/')
  const inSecond = new Person(second, alice.name, alice.email)
  await inSecond.seek(ben)
  await ben.open(alice)
  await ben.say('read me once')
  await expect(inSecond.row(ben)).toContainText('1 new message')
  await expect(alice.row(ben)).toContainText('1 new message')

  await alice.open(ben)
  await expect(alice.bubble('read me once')).toBeVisible()
  await expect(inSecond.row(ben)).not.toContainText('new message')
  await expect(second).toHaveTitle('ChatSpace')

  await alice.page.context().route('**/api/messages/send/**', (route) => route.abort('internetdisconnected'))
  await alice.say('still on its way')
  await inSecond.open(ben)
  await expect(inSecond.bubble('still on its way')).toBeVisible()
  await alice.page.close()
  await second.context().unroute('**/api/messages/send/**')
  await expect(ben.bubble('still on its way')).toHaveCount(1, { timeout: 40_000 })
  await expect(inSecond.bubble('still on its way')).toHaveCount(1)

  const third = await second.context().newPage()
  await third.goto('/#/settings/appearance')
  await third.getByRole('radio', { name: 'Dark' }).check()
  await expect(second.locator('html')).toHaveAttribute('data-theme', 'dark')
  await third.getByRole('radio', { name: 'Deutsch' }).check()
  await expect(second.locator('html')).toHaveAttribute('lang', 'de')
})

test('should keep a draft over a reload', async ({ stage }) => {
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  await alice.open(ben)
  await alice.box.fill('not yet')

  await alice.page.reload()

  await expect(alice.box).toHaveValue('not yet')
})
