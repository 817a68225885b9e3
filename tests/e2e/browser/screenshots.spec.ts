import { expect, signUp, test, type Person } from './support'

// Pictures for README and docs, of a stack that holds nobody else: CHATSPACE_PICTURES names the folder they go to.
const folder = process.env['CHATSPACE_PICTURES']
test.skip(folder === undefined, 'CHATSPACE_PICTURES is not set')

const people = ['Alice Moreau', 'Ben Okafor', 'Chiara Rossi', 'Dmitri Volkov', 'Emine Yılmaz', 'Farid Haddad', 'Grace Lindqvist']
const bios: Record<string, string> = {
  'Ben Okafor': 'Backend, coffee, night trains',
  'Chiara Rossi': 'Design. Mostly in Bologna',
  'Dmitri Volkov': 'On call this week',
  'Emine Yılmaz': 'Writes the docs you read',
  'Farid Haddad': 'Product',
  'Grace Lindqvist': 'Ask me about releases',
}

test('should make the pictures of the documentation', async ({ browser }) => {
  test.setTimeout(240_000)
  const all = new Map<string, Person>()
  for (const name of people) {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 })).newPage()
    all.set(name, await signUp(page, name, bios[name]))
  }
  const get = (name: string): Person => {
    const found = all.get(name)
    if (found === undefined) throw new Error(name)
    return found
  }
  const [alice, ben, chiara, grace] = [get('Alice Moreau'), get('Ben Okafor'), get('Chiara Rossi'), get('Grace Lindqvist')]
  await alice.page.reload()
  await alice.open(ben)
  await ben.open(alice)
  // One after the other, as people talk: each sees what the other wrote before answering.
  const talk = async (from: Person, to: Person, text: string, shown = text): Promise<void> => {
    await from.say(text)
    await expect(to.bubble(shown)).toBeVisible()
  }
  await talk(alice, ben, 'Morning! Is the release out?')
  await talk(ben, alice, 'It went live a minute ago 🎉')
  await talk(ben, alice, 'The notes are at https://chat.example.org/releases. One thing to know:')
  await talk(ben, alice, '```sh\nCHATSPACE_DATA=/srv/chatspace ./chatspace run --port 8080\n```', 'CHATSPACE_DATA')
  await talk(alice, ben, 'Lovely. I will tell the others.')
  await talk(alice, ben, 'Tea at four?')
  await talk(ben, alice, '🍵')
  await chiara.open(alice)
  await chiara.say('The new icons are ready, have a look when you find a minute')
  await grace.open(alice)
  await grace.say('Changelog is merged')
  await grace.say('Thank you for the review!')
  await expect(alice.row(grace)).toContainText('2 new messages')
  await ben.box.pressSequentially('And ca')

  await alice.page.mouse.move(700, 300)
  const shoot = async (name: string): Promise<void> => {
    // Not until nothing moves: somebody is writing.
    await alice.page.waitForTimeout(500)
    await alice.page.screenshot({ path: `${folder ?? '.'}/${name}.png` })
  }
  await shoot('chat-light')
  await alice.page.emulateMedia({ colorScheme: 'dark' })
  await shoot('chat-dark')
  await alice.page.setViewportSize({ width: 390, height: 844 })
  await alice.page.getByRole('button', { name: 'Close details' }).click()
  await shoot('chat-phone-dark')
  await alice.page.emulateMedia({ colorScheme: 'light' })
  await alice.page.goto('/#/')
  await shoot('list-phone-light')
})
