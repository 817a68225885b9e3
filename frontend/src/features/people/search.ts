import type { User } from '@/features/session'

/** Letters without case and accents, so that "jose" finds "José". */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}

/** People whose name or address contains every word of the query. */
export function searchPeople(people: User[], query: string): User[] {
  const words = fold(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return people
  return people.filter((person) => {
    const text = fold(`${person.name} ${person.email}`)
    return words.every((word) => text.includes(word))
  })
}

/** What decides someone's place in the list. */
export interface Standing {
  lastAt: number
  unseen: number
}

/**
 * Whom I talked with last comes first, then who has written to me, then everybody by name. Who is online does not move
 * anyone: a list that jumps about is hard to read.
 */
export function sortPeople(people: User[], standing: (id: string) => Standing, language: string): User[] {
  const collator = new Intl.Collator(language, { sensitivity: 'base', numeric: true })
  const decorated = people.map((person) => ({ person, ...standing(person.id) }))
  decorated.sort(
    (a, b) => b.lastAt - a.lastAt || Number(b.unseen > 0) - Number(a.unseen > 0) || collator.compare(a.person.name, b.person.name),
  )
  return decorated.map(({ person }) => person)
}
