export interface EmojiRecord {
  emoji: string
  group?: number
  label: string
  version: number
  tags?: string[]
  order?: number
}

export interface EmojiGroup {
  key: string
  message: string
  order: number
}

/** Names and search words by emoji, as the Unicode project (CLDR) publishes them. */
export type Annotations = Partial<Record<string, { default?: string[]; tts?: string[] }>>

const VARIATION = /️/g
const FLAG = /^\p{RI}{2}$/u
const FIRST_INDICATOR = 0x1f1e6
const FIRST_LETTER = 0x41

/** The records with names in another language, where that language has one. Flags are called after their country. */
export function renamed(records: EmojiRecord[], annotations: Annotations, locale: string): EmojiRecord[] {
  const countries = new Intl.DisplayNames(locale, { type: 'region' })
  return records.map((record) => {
    if (FLAG.test(record.emoji)) return { ...record, label: countries.of(countryOf(record.emoji)) ?? record.label }
    const known = annotations[record.emoji.replace(VARIATION, '')]
    const name = known?.tts?.[0]
    return name === undefined ? record : { ...record, label: name, tags: known?.default ?? [] }
  })
}

/** `🇫🇷` is `FR`: each half stands for a letter. */
function countryOf(flag: string): string {
  const letters = Array.from(flag, (half) => (half.codePointAt(0) ?? FIRST_INDICATOR) - FIRST_INDICATOR + FIRST_LETTER)
  return String.fromCodePoint(...letters)
}

/** In the order of emojibase's groups; the third holds parts of emoji and is not shown. */
const ARABIC_GROUPS = [
  'الوجوه والمشاعر',
  'الأشخاص والجسم',
  'المكوّنات',
  'الحيوانات والطبيعة',
  'الطعام والشراب',
  'السفر والأماكن',
  'الأنشطة',
  'الأشياء',
  'الرموز',
  'الأعلام',
]

export function arabicGroups(groups: EmojiGroup[]): EmojiGroup[] {
  return groups.map((group) => ({ ...group, message: ARABIC_GROUPS[group.order] ?? group.message }))
}
