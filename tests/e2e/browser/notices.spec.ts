import { expect, test, type Page } from './support'

declare global {
  interface Window {
    heard: string[]
    shown: string[]
  }
}

/** Writes down what screen readers are told and what the desktop shows. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.heard = []
    window.shown = []
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        const region = target instanceof Element ? target.closest('[aria-live=polite][aria-atomic=true]') : null
        if (region !== null && addedNodes.length > 0 && region.textContent !== '') window.heard.push(region.textContent ?? '')
      }
    }).observe(document, { subtree: true, childList: true })
    class Shown extends EventTarget {
      static permission = 'granted'
      static requestPermission = () => Promise.resolve('granted')
      constructor(title: string, options?: NotificationOptions) {
        super()
        window.shown.push(`${title}: ${options?.body ?? ''}`)
      }
      close(): void {}
    }
    Object.defineProperty(window, 'Notification', { value: Shown })
    // Nobody looks: as in a window behind another one.
    document.hasFocus = () => sessionStorage.getItem('behind') === null
  })
  await page.reload()
}

test('should announce a message once, with its words where its conversation is open', async ({ stage }) => {
  const [alice, ben, cay] = await stage.meet(['Alice', 'Ben', 'Cay'])
  await listen(alice.page)
  await alice.open(ben)
  await ben.open(alice)
  await cay.open(alice)

  await ben.say('listen')
  await expect(alice.bubble('listen')).toBeVisible()
  await cay.say('over here')
  await expect.poll(() => alice.page.evaluate(() => window.heard)).toEqual([`${ben.name}: listen`, `New message from ${cay.name}`])
  await alice.say('I did')
  await expect(ben.bubble('I did')).toBeVisible()

  expect(await alice.page.evaluate(() => window.heard)).toHaveLength(2)
})

test('should notify the desktop once, of several tabs, and only while nobody looks', async ({ stage }) => {
  const [alice, ben] = await stage.meet(['Alice', 'Ben'])
  await listen(alice.page)
  const second = await alice.page.context().newPage()
  await second.goto('/')
  await listen(second)
  await alice.page.goto('/#/settings/notifications')
  await alice.page.getByRole('switch', { name: 'Desktop notifications' }).click()
  await expect(alice.page.getByRole('switch', { name: 'Desktop notifications' })).toBeChecked()
  await second.reload()
  await expect(second.getByRole('search')).toBeVisible()
  await ben.open(alice)

  await ben.say('while you look')
  await expect(alice.page).toHaveTitle('(1) ChatSpace')
  for (const page of [alice.page, second]) await page.evaluate(() => sessionStorage.setItem('behind', 'yes'))
  await ben.say('while you do not')
  await expect(alice.page).toHaveTitle('(2) ChatSpace')
  await expect(second).toHaveTitle('(2) ChatSpace')

  const shown = await Promise.all([alice.page, second].map((page) => page.evaluate(() => window.shown)))
  expect(shown.flat()).toEqual([`${ben.name}: while you do not`])
})

test('should hold still for those who ask for it', async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto('/#/signup')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()

  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')].filter((element) => {
      const style = getComputedStyle(element)
      const longest = (list: string) => Math.max(...list.split(',').map((part) => parseFloat(part) * (part.includes('ms') ? 1 : 1000)))
      return longest(style.transitionDuration) > 10 || (style.animationName !== 'none' && longest(style.animationDuration) > 10)
    }).length,
  )

  expect(moving).toBe(0)
  await context.close()
})
