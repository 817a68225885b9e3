import { expect, test } from './support'

test('should be installable', async ({ page }) => {
  await page.goto('/')
  const address = await page.locator('link[rel=manifest]').getAttribute('href')
  const manifest = (await (await page.request.get(address ?? '')).json()) as {
    name: string
    display: string
    start_url: string
    icons: { src: string; sizes: string; purpose?: string }[]
  }

  expect(manifest).toMatchObject({ name: 'ChatSpace', display: 'standalone', start_url: '/' })
  expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose ?? 'any'}`)).toEqual(['192x192 any', '512x512 any', '512x512 maskable'])
  for (const { src, sizes } of manifest.icons) {
    const width = await page.evaluate(
      (place) =>
        new Promise<number>((resolve, reject) => {
          const image = new Image()
          image.onload = () => resolve(image.naturalWidth)
          image.onerror = reject
          image.src = place
        }),
      src,
    )
    expect(`${width}x${width}`).toBe(sizes)
  }
})

test('should open without a network, once it was there, and send what is written then', async ({ stage }) => {
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  const { page } = alice
  await page.reload()
  await alice.open(ben)
  await ben.open(alice)
  await alice.say('online')
  await expect(ben.bubble('online')).toBeVisible()
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await page.context().setOffline(true)

  await page.reload()
  await expect(page.getByRole('searchbox', { name: 'Search people' })).toBeVisible()
  await page.context().setOffline(false)

  await alice.say('back again')
  await expect(ben.bubble('back again')).toHaveCount(1)
})
