import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Avatar, useNow } from '@/components'
import { useMessages, useRecent } from '@/features/messages'
import { useOnline } from '@/features/people'
import type { User } from '@/features/session'
import { shortWhen } from '@/lib/format'
import { Badge } from './Badge'
import styles from './PersonRow.module.css'

interface PersonRowProps {
  person: User
  current: boolean
  onChoose: () => void
}

/** One person in the list, with what there is to know at a glance. */
export const PersonRow = memo(function PersonRow({ person, current, onChoose }: PersonRowProps) {
  const { t, i18n } = useTranslation()
  const now = useNow()
  const online = useOnline(person.id)
  const unseen = useMessages((state) => state.unseen[person.id] ?? 0)
  const typing = useMessages((state) => state.typing[person.id] !== undefined)
  const recent = useRecent((all) => all[person.id])

  const said = recent === undefined ? person.bio : recent.text === '' && recent.picture ? t('message.picture') : recent.text
  return (
    <Link href={`/chat/${person.id}`} onClick={onChoose} className={styles['row'] ?? ''} aria-current={current ? 'page' : undefined}>
      <Avatar id={person.id} name={person.name} picture={person.picture} online={online} />
      <span className={styles['words']}>
        <span className={styles['name']} dir="auto">
          {person.name}
          {online && <span className="visually-hidden">, {t('people.online')}</span>}
        </span>
        {typing ? (
          <span className={styles['typing']}>{t('typing.short')}</span>
        ) : (
          <span className={styles['said']} dir="auto">
            {recent?.mine === true ? t('people.you', { text: said }) : said}
          </span>
        )}
      </span>
      <span className={styles['end']}>
        {recent !== undefined && <time>{shortWhen(i18n.language, recent.at, now)}</time>}
        <Badge unseen={unseen} />
      </span>
    </Link>
  )
})
