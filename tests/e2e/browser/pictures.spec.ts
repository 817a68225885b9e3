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
  const ben = await stage.join('Ben')
  const alice = await stage.join('Alice')
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
  const ben = await stage.join('Ben')
  const alice = await stage.join('Alice')
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
