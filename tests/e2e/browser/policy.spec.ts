import { expect, settled, test, type Page } from './support'

declare global {
  interface Window {
    refusals: string[]
  }
}

/** What the browser refused to do from now on, by the rule that forbids it. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.refusals = []
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, sample }) =>
      window.refusals.push(`${violatedDirective}: ${blockedURI} by ${sourceFile} ${sample}`),
    )
  })
  await page.reload()
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['CHATSPACE_SCREENSHOTS']
  if (folder === undefined) return
  await settled(page)
  await page.screenshot({ path: `${folder}/policy-${name}.png` })
}

test('should be served with a policy that allows no inline styles or scripts', async ({ stage }) => {
  const { page } = await stage.join('Alice')

  const answer = await page.request.get('/')

  const policy = answer.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("style-src 'self';")
  expect(policy).toContain("script-src 'self';")
  expect(policy).not.toContain('unsafe')
})

// In a page that nobody watches for violations, as this makes one.
test('should refuse a style that somebody slips into the page', async ({ page }) => {
  await page.goto('/#/login')
  await listen(page)

  await page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = 'body { display: none }'
    document.head.append(style)
  })

  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible()
  expect(await page.evaluate(() => window.refusals.map((text) => text.split(':')[0]))).toEqual(['style-src-elem'])
})

test('should look right under that policy: emoji picker, toasts and themes', async ({ stage }) => {
  test.setTimeout(120_000)
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  const { page } = alice
  await listen(page)
  await alice.open(ben)

  await page.getByRole('button', { name: 'Emoji' }).click()
  const search = page.getByRole('searchbox', { name: 'Search emoji' })
  await search.fill('rocket')
  const rocket = page.getByRole('gridcell', { name: /rocket/i }).first()
  await expect(rocket).toBeVisible()
  // The list is made anew as names are looked through.
  await expect.poll(async () => (await rocket.boundingBox())?.width ?? Infinity).toBeLessThan(80)
  await shoot(page, 'emoji')
  await rocket.click()
  await expect(alice.box).toHaveValue(/🚀/)
  await alice.box.press('Enter')
  await expect(alice.bubble('🚀')).toBeVisible()

  await page.goto('/#/settings/profile')
  await page.getByLabel('About you').fill('Under a strict policy')
  await page.getByRole('button', { name: 'Save' }).click()
  const toast = page.locator('[data-sonner-toast]')
  await expect(toast).toBeVisible()
  await expect(page.locator('[data-sonner-toaster]')).toHaveCSS('position', 'fixed')
  await expect(toast).toHaveCSS('position', 'absolute')
  await shoot(page, 'toast')

  await page.goto('/#/settings/appearance')
  const light = await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('body')).not.toHaveCSS('background-color', light)
  await shoot(page, 'dark')

  expect(await page.evaluate(() => window.refusals)).toEqual([])
})
