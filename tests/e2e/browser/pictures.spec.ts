import { test as adminTest } from './door'
import { expect, test, type Person } from './support'

/** A small PNG: 2 x 2, one colour. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGPgT4sEIgYIBQAVbgM58EFJhQAAAABJRU5ErkJggg==', 'base64')
const file = { name: 'cat.png', mimeType: 'image/png', buffer: png }

/** A server without pictures is told of aloud, not passed over. */
async function needPictures(person: Person): Promise<void> {
  const status = await offers(person)
  test.skip(status !== 200, `THIS SERVER TAKES NO PICTURES (it answered ${status})`)
}

function offers({ page }: Person): Promise<number> {
  return page.evaluate(async () => {
    const { token } = JSON.parse(localStorage.getItem('chatspace.session') ?? '{}') as { token: string }
    return (await fetch('/api/messages/uploads', { headers: { Authorization: `Bearer ${token}` } })).status
  })
}

test('should send a picture that the other side can open', async ({ stage }) => {
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  await needPictures(alice)
  await alice.open(ben)
  await ben.page.reload()
  await ben.open(alice)

  await alice.page.locator('input[type=file]').setInputFiles(file)
  await expect(alice.page.getByRole('img', { name: 'Picture to send: cat.png' })).toBeVisible()
  await alice.say('our cat')

  await expect(ben.bubble('our cat')).toBeVisible()
  await ben.bubble('our cat').getByRole('button', { name: 'Open the picture' }).click()
  const shown = ben.page.getByRole('dialog').getByRole('img', { name: 'Picture' })
  await expect(shown).toBeVisible()
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  await ben.page.keyboard.press('Escape')
  await expect(ben.page.getByRole('complementary').getByRole('button', { name: 'Open the picture' })).toHaveCount(1)
})

test('should say why a file is not taken', async ({ stage }) => {
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  await needPictures(alice)
  await alice.open(ben)
  const choose = (name: string, mimeType: string, buffer: Buffer) => alice.page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer })

  await choose('letter.pdf', 'application/pdf', Buffer.from('%PDF-1.7'))
  await expect(alice.page.getByText('Only pictures (PNG, JPEG, GIF, WebP) can be sent.')).toBeVisible()
  await choose('big.png', 'image/png', Buffer.alloc(5 * 1024 * 1024 + 1))
  await expect(alice.page.getByText('That picture is too large: 5 MB is the limit.')).toBeVisible()
  await choose('not.png', 'image/png', Buffer.from('<svg onload=alert(1)>'))
  await alice.say('is it one?')

  await expect(alice.bubble('is it one?').getByRole('alert')).toContainText('Only image files are allowed!')
})

test('should take a picture that is pasted or dropped, and show how it looks before it goes', async ({ stage }) => {
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  const { page } = alice
  await needPictures(alice)
  await alice.open(ben)
  const preview = (name: string) => page.getByRole('img', { name: `Picture to send: ${name}` })
  /** As the browser tells a page of files that come over the clipboard or by mouse. */
  const hand = (kind: 'paste' | 'drop', name: string) =>
    alice.box.evaluate(
      (box, [how, called, bytes]) => {
        const data = new DataTransfer()
        data.items.add(new File([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))], called, { type: 'image/png' }))
        const more = { bubbles: true, cancelable: true }
        if (how === 'drop') box.dispatchEvent(new DragEvent('dragover', { ...more, dataTransfer: data }))
        box.dispatchEvent(how === 'drop' ? new DragEvent('drop', { ...more, dataTransfer: data }) : new ClipboardEvent('paste', { ...more, clipboardData: data }))
      },
      [kind, name, png.toString('base64')] as const,
    )

  await hand('paste', 'pasted.png')
  await expect(preview('pasted.png')).toBeVisible()
  await page.getByRole('button', { name: 'Remove the picture' }).click()
  await expect(preview('pasted.png')).toHaveCount(0)
  await hand('drop', 'dropped.png')
  await expect(preview('dropped.png')).toBeVisible()
  await alice.box.press('Enter')

  await expect(alice.messages.getByRole('button', { name: 'Open the picture' })).toHaveCount(1)
})

test('should show how far an upload is, and stop it', async ({ stage }) => {
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  const { page } = alice
  await needPictures(alice)
  await ben.open(alice)
  await alice.open(ben)
  let asked = 0
  // Never answered, as on a line that hangs.
  await page.route('**/api/messages/send/**', () => void (asked += 1))
  await page.locator('input[type=file]').setInputFiles(file)
  await alice.say('wrong picture')
  const bubble = alice.bubble('wrong picture')
  await expect(bubble.getByRole('progressbar', { name: 'Uploading the picture' })).toBeVisible()
  await bubble.getByRole('button', { name: 'Cancel' }).click()
  await expect(bubble).toHaveCount(0)
  await page.unroute('**/api/messages/send/**')
  await alice.say('never mind')

  await expect(ben.bubble('never mind')).toBeVisible()
  await expect(ben.messages.getByRole('article')).toHaveCount(1)
  await page.reload()
  await expect(alice.bubble('never mind')).toBeVisible()
  await expect(bubble).toHaveCount(0)
  expect(asked).toBe(1)
})

test('should show my picture to the others', async ({ stage }) => {
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  await needPictures(alice)
  await alice.page.goto('/#/settings/profile')
  await alice.page.locator('input[type=file]').setInputFiles(file)
  await alice.page.getByRole('button', { name: 'Save' }).click()
  await expect(alice.page.getByText('Your profile has been saved.')).toBeVisible()

  await ben.page.reload()
  await ben.seek(alice)

  const shown = ben.row(alice).locator('img')
  await expect(shown).toBeVisible()
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
})

adminTest('should take no pictures while the admin has them switched off', async ({ stage, door }) => {
  const [ben, alice] = await stage.meet(['Ben', 'Alice'])
  await needPictures(alice)
  await alice.open(ben)
  const add = alice.page.getByRole('button', { name: 'Add a picture' })
  await expect(add).toBeVisible()
  await alice.page.locator('input[type=file]').setInputFiles(file)
  const admin = await door.enter()
  await admin.goto('/#/settings/admin')
  const pictures = admin.getByRole('switch', { name: 'Pictures' })

  await pictures.click()
  try {
    await expect(add).toBeHidden()
    await alice.say('chosen before')
    await expect(alice.bubble('chosen before').getByRole('alert')).toContainText('Image uploads are disabled by admin')
  } finally {
    await pictures.click()
  }

  await expect(add).toBeVisible()
  await alice.bubble('chosen before').getByRole('button', { name: 'Try again' }).click()
  await expect(alice.bubble('chosen before').getByRole('img', { name: /Sent|Delivered/ })).toBeVisible()
})
