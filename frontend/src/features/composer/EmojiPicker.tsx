import { EmojiPicker as Picker, type EmojiData, type Locale } from 'frimousse'
import { useTranslation } from 'react-i18next'
import { Spinner } from '@/components'
import styles from './EmojiPicker.module.css'
import { arabicGroups, renamed, type EmojiGroup, type EmojiRecord } from './emojiNames'

type Load = () => Promise<[{ default: unknown }, { default: unknown }]>
const english: Load = () => Promise.all([import('emojibase-data/en/data.json'), import('emojibase-data/en/messages.json')])

/** Has no names upstream: those of the Unicode project stand on the English list. */
const arabic: Load = async () => {
  const [[data, messages], names] = await Promise.all([english(), import('cldr-annotations-modern/annotations/ar/annotations.json')])
  const { annotations } = names.default.annotations
  const { groups } = messages.default as EmojiMessages
  return [{ default: renamed(data.default as EmojiRecord[], annotations, 'ar') }, { default: { groups: arabicGroups(groups) } }]
}

/** Names come from files of our own, one language at a time. */
const files: Record<string, Load> = {
  ar: arabic,
  de: () => Promise.all([import('emojibase-data/de/data.json'), import('emojibase-data/de/messages.json')]),
  es: () => Promise.all([import('emojibase-data/es/data.json'), import('emojibase-data/es/messages.json')]),
  fr: () => Promise.all([import('emojibase-data/fr/data.json'), import('emojibase-data/fr/messages.json')]),
  pt: () => Promise.all([import('emojibase-data/pt/data.json'), import('emojibase-data/pt/messages.json')]),
}

interface EmojiMessages {
  groups: EmojiGroup[]
}

const NEWEST_VERSION = 15
/** The group of skin tones and hair, which are parts of emoji and none by themselves. */
const COMPONENTS = 2

async function load(locale: Locale): Promise<EmojiData> {
  const [data, messages] = await (files[locale] ?? english)()
  const records = data.default as EmojiRecord[]
  const { groups } = messages.default as EmojiMessages
  return {
    locale,
    emojis: records
      .filter((record) => record.group !== undefined && record.group !== COMPONENTS && record.version <= NEWEST_VERSION)
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map((record) => ({
        emoji: record.emoji,
        category: record.group ?? 0,
        label: record.label,
        version: record.version,
        tags: record.tags ?? [],
      })),
    categories: groups.filter((group) => group.order !== COMPONENTS).map((group) => ({ index: group.order, label: group.message })),
    skinTones: { light: '🏻', 'medium-light': '🏼', medium: '🏽', 'medium-dark': '🏾', dark: '🏿' },
  }
}

export default function EmojiPicker({ onEmoji }: { onEmoji: (emoji: string) => void }) {
  const { t, i18n } = useTranslation()
  return (
    <Picker.Root className={styles['picker']} locale={i18n.language} resolveEmojiData={load} onEmojiSelect={({ emoji }) => onEmoji(emoji)} columns={8}>
      <Picker.Search className={styles['search']} placeholder={t('composer.emojiSearch')} aria-label={t('composer.emojiSearch')} autoFocus />
      <Picker.Viewport className={styles['viewport']}>
        <Picker.Loading className={styles['state']}>
          <Spinner />
        </Picker.Loading>
        <Picker.Empty className={styles['state']}>{t('composer.emojiNone')}</Picker.Empty>
        <Picker.List
          className={styles['list']}
          components={{
            CategoryHeader: ({ category, ...rest }) => (
              <div {...rest} className={styles['category']}>
                {category.label}
              </div>
            ),
            // Upstream counts rows and columns from 0, ARIA from 1. It finds all but the first row by this very number.
            Row: ({ children, 'aria-rowindex': row = 0, ...rest }) => (
              <div {...rest} {...(row === 0 ? {} : { 'aria-rowindex': row })} className={styles['row']}>
                {children}
              </div>
            ),
            Emoji: ({ emoji, 'aria-colindex': column = 0, ...rest }) => (
              <button {...rest} aria-colindex={column + 1} className={styles['emoji']} data-active={emoji.isActive}>
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </Picker.Viewport>
    </Picker.Root>
  )
}
