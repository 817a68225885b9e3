import { expect, test } from './support'

test('should queue what is written offline, keep it over a reload, and send it once', async ({ stage }) => {
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  await alice.open(ben)
  await ben.open(alice)
  // Requests fail as on a dead network, while the page itself can still be loaded.
  await alice.page.context().route(/\/(api|socket\.io)\//, (route) => route.abort('internetdisconnected'))

  await alice.say('written in the tunnel')
  await alice.say('second thought')
  await expect(alice.bubble('written in the tunnel').getByRole('img', { name: /Waiting|Sending/ })).toBeVisible()
  await alice.page.reload()
  await expect(alice.bubble('written in the tunnel').or(alice.page.getByRole('status').filter({ hasText: '2 messages will be sent' }))).toBeVisible()
  await alice.page.context().unroute(/\/(api|socket\.io)\//)

  await expect(ben.bubble('second thought')).toBeVisible({ timeout: 40_000 })
  await expect(ben.bubble('written in the tunnel')).toHaveCount(1)
  await expect(ben.bubble('second thought')).toHaveCount(1)
  const texts = await ben.messages.getByRole('article').allInnerTexts()
  expect(texts.findIndex((text) => text.includes('tunnel'))).toBeLessThan(texts.findIndex((text) => text.includes('second')))
})

test('should say that the connection is lost, and catch up when it is back', async ({ stage }) => {
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  await alice.open(ben)
  await ben.open(alice)
  await ben.say('before')
  await expect(alice.bubble('before')).toBeVisible()

  await alice.page.context().setOffline(true)
  await expect(alice.page.getByRole('status').filter({ hasText: 'You are offline.' })).toBeVisible()
  await ben.say('meanwhile')
  await alice.page.context().setOffline(false)

  await expect(alice.bubble('meanwhile')).toBeVisible({ timeout: 40_000 })
  await expect(alice.bubble('meanwhile')).toHaveCount(1)
  await expect(alice.page.getByText('You are offline.')).toBeHidden()
})

test('should keep a refused message with its reason', async ({ stage }) => {
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  await alice.open(ben)
  await alice.page.route('**/api/messages/send/**', (route) => route.fulfill({ status: 403, json: { success: false, message: 'Not today' } }))

  await alice.say('refuse me')
  await expect(alice.bubble('refuse me').getByRole('alert')).toHaveText('Not sent. Not today')
  await alice.page.unroute('**/api/messages/send/**')
  await alice.bubble('refuse me').getByRole('button', { name: 'Try again' }).click()

  await expect(alice.bubble('refuse me').getByRole('img', { name: /Sent|Delivered/ })).toBeVisible()
})

test('should wait as told when there is too much traffic, and send then', async ({ stage }) => {
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  await alice.open(ben)
  let refused = 0
  await alice.page.route('**/api/messages/send/**', async (route) => {
    if (refused++ > 0) return route.continue()
    await route.fulfill({ status: 429, headers: { 'Retry-After': '1' }, json: { success: false, message: 'Too many requests' } })
  })

  await alice.say('patience')

  await expect(alice.bubble('patience').getByRole('img', { name: /Sent|Delivered/ })).toBeVisible()
  expect(refused).toBe(2)
})

test('should work over plain http on a local network, where browsers allow pages less', async ({ stage, baseURL }) => {
  const lan = { baseURL: (baseURL ?? '').replace(/localhost|127\.0\.0\.1/, 'chat.lan') }
  const alice = await stage.signUp('Alice', lan)
  const ben = await stage.signUp('Ben', lan)
  expect(await alice.page.evaluate(() => isSecureContext)).toBe(false)
  await alice.page.reload()
  await alice.open(ben)
  await ben.open(alice)

  await alice.say('over the cable')
  await expect(ben.bubble('over the cable')).toHaveCount(1)
  await ben.say('and back')
  await expect(alice.bubble('and back')).toHaveCount(1)
  await expect(alice.bubble('over the cable').getByRole('img', { name: 'Seen' })).toBeVisible()
})
