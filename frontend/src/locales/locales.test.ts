import { describe, expect, it } from 'vitest'
import ar from './ar.json'
import de from './de.json'
import en from './en.json'
import es from './es.json'
import fr from './fr.json'
import pt from './pt.json'

const plural = /_(zero|one|two|few|many|other)$/

function flat(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([key, inner]) => flat(inner, path === '' ? key : `${path}.${key}`))
}

const slots = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort()
const english = new Map(flat(en))
const stems = (entries: [string, string][]) => [...new Set(entries.map(([key]) => key.replace(plural, '')))].sort()

describe.each(Object.entries({ ar, de, es, fr, pt }))('%s', (language, texts) => {
  const entries = flat(texts)

  it('should say everything that English says, and nothing else', () => {
    expect(stems(entries)).toEqual(stems([...english]))
  })

  it('should have each plural form that the language uses', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const keys = new Set(entries.map(([key]) => key))
    const counted = [...english.keys()].filter((key) => plural.test(key)).map((key) => key.replace(plural, ''))
    const missing = counted.flatMap((stem) => forms.map((form) => `${stem}_${form}`)).filter((key) => !keys.has(key))

    expect(missing).toEqual([])
  })

  it('should fill in the same things', () => {
    const wrong = entries.filter(([key, text]) => !plural.test(key) && slots(text).join() !== slots(english.get(key) ?? '').join())

    expect(wrong).toEqual([])
  })
})
