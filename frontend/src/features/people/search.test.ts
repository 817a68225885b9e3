import { describe, expect, it } from 'vitest'
import type { User } from '@/features/session'
import { searchPeople, sortPeople } from './search'

const person = (name: string, email = ''): User => ({ id: name, name, email, bio: '', picture: '' })
const people = [person('José Álvarez', 'jose@work.example'), person('Zoë Ångström'), person('Ben Okafor')]

describe('searchPeople', () => {
  it.each([
    ['jose', ['José Álvarez']],
    ['ANGSTROM', ['Zoë Ångström']],
    ['oka ben', ['Ben Okafor']],
    ['work.example', ['José Álvarez']],
    ['nobody', []],
    ['  ', ['José Álvarez', 'Zoë Ångström', 'Ben Okafor']],
  ])('should find for "%s": %j', (query, names) => expect(searchPeople(people, query).map(({ name }) => name)).toEqual(names))
})

describe('sortPeople', () => {
  it('should put the latest conversation first, then who has written, then names', () => {
    const standing: Record<string, { lastAt: number; unseen: number }> = { d: { lastAt: 5, unseen: 0 }, c: { lastAt: 9, unseen: 0 }, b: { lastAt: 0, unseen: 2 } }

    const sorted = sortPeople(['a', 'b', 'c', 'd', 'ä'].map((name) => person(name)), (id) => standing[id] ?? { lastAt: 0, unseen: 0 }, 'en')

    expect(sorted.map(({ name }) => name)).toEqual(['c', 'd', 'b', 'a', 'ä'])
  })
})
