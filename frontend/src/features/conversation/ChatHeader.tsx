import { ArrowLeft, PanelRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Avatar, IconButton, useNow } from '@/components'
import { useLastSeen, useOnline } from '@/features/people'
import type { User } from '@/features/session'
import { shortWhen } from '@/lib/format'
import styles from './ChatPane.module.css'

interface ChatHeaderProps {
  peer: User
  typing: boolean
  info: boolean
  onBack: () => void
  onInfo: () => void
}

export function ChatHeader({ peer, typing, info, onBack, onInfo }: ChatHeaderProps) {
  const { t } = useTranslation()
  const standing = useStanding(peer.id)
  return (
    <header className={styles['head']}>
      <IconButton label={t('action.back')} className={styles['back'] ?? ''} onClick={onBack}>
        <ArrowLeft size={21} className="flip" />
      </IconButton>
      <Avatar id={peer.id} name={peer.name} picture={peer.picture} online={standing.online} />
      <div className={styles['who']}>
        <h2>
          <bdi>{peer.name}</bdi>
        </h2>
        <p data-online={standing.online}>{typing ? t('typing.short') : standing.text}</p>
      </div>
      <IconButton label={t('info.toggle')} aria-expanded={info} onClick={onInfo}>
        <PanelRight size={21} className="flip" />
      </IconButton>
    </header>
  )
}

/** Whether someone is here, in words; when they left, as far as this page has seen it. */
export function useStanding(id: string): { online: boolean; text: string } {
  const { t, i18n } = useTranslation()
  const online = useOnline(id)
  const now = useNow()
  const leftAt = useLastSeen(id)
  if (online) return { online, text: t('people.online') }
  if (leftAt === null) return { online, text: t('people.offline') }
  return { online, text: t('people.lastSeen', { when: shortWhen(i18n.language, leftAt, now) }) }
}
