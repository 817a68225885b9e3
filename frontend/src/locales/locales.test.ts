import { describe, expect, it } from 'vitest'
import ar from './ar.json'
import de from './de.json'
import en from './en.json'
import es from './es.json'
import fr from './fr.json'
import arOperations from './operations/ar.json'
import deOperations from './operations/de.json'
import enOperations from './operations/en.json'
import esOperations from './operations/es.json'
import frOperations from './operations/fr.json'
import ptOperations from './operations/pt.json'
import pt from './pt.json'

const plural = /_(zero|one|two|few|many|other)$/

function flat(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([key, inner]) => flat(inner, path === '' ? key : `${path}.${key}`))
}

const slots = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort()
const stems = (entries: [string, string][]) => [...new Set(entries.map(([key]) => key.replace(plural, '')))].sort()

const sets = [
  { name: 'the app', source: en, translations: { ar, de, es, fr, pt } },
  { name: 'the admin page', source: enOperations, translations: { ar: arOperations, de: deOperations, es: esOperations, fr: frOperations, pt: ptOperations } },
]
const all = sets.flatMap(({ name, source, translations }) =>
  Object.entries(translations).map(([language, texts]) => ({ name, language, entries: flat(texts), english: new Map(flat(source)) })),
)

describe.each(all)('$name in $language', ({ language, entries, english }) => {
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
