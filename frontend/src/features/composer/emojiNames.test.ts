import arabic from 'cldr-annotations-modern/annotations/ar/annotations.json'
import english from 'emojibase-data/en/data.json'
import messages from 'emojibase-data/en/messages.json'
import { describe, expect, it } from 'vitest'
import { arabicGroups, renamed } from './emojiNames'

const names = renamed(english, arabic.annotations.annotations, 'ar')

function named(emoji: string) {
  return names.find((record) => record.emoji === emoji)
}

describe('the names of emoji in Arabic', () => {
  it('come with words to search for', () => {
    expect(named('😀')?.label).toBe('وجه بابتسامة عريضة')
    expect(named('😀')?.tags).toContain('ابتسام')
  })

  it('are found for emoji with a variation selector', () => {
    expect(named('❤️')?.label).toBe('قلب أحمر')
  })

  it('are the country of a flag', () => {
    expect(named('🇫🇷')?.label).toBe('فرنسا')
  })

  it('are there for nearly all that the picker shows', () => {
    const shown = names.filter((record) => record.group !== undefined && record.group !== 2 && record.version <= 15)
    const inArabic = shown.filter((record) => /\p{Script=Arabic}/u.test(record.label))
    expect(inArabic.length / shown.length).toBeGreaterThan(0.95)
  })

  it('are there for every group', () => {
    for (const group of arabicGroups(messages.groups)) expect(group.message).toMatch(/\p{Script=Arabic}/u)
  })
})
