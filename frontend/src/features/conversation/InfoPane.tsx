import { X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar, Button, IconButton } from '@/components'
import type { Picture, Thread } from '@/features/messages'
import type { User } from '@/features/session'
import { useStanding } from './ChatHeader'
import styles from './InfoPane.module.css'

interface InfoPaneProps {
  peer: User
  thread: Thread
  onClose: () => void
  onOlder: () => Promise<void>
  onPicture: (picture: Picture) => void
}

/** About the person, and the pictures that the two have shared. */
export function InfoPane({ peer, thread, onClose, onOlder, onPicture }: InfoPaneProps) {
  const { t } = useTranslation()
  const standing = useStanding(peer.id)
  const [looking, setLooking] = useState(false)
  const pictures = useMemo(
    () => thread.messages.flatMap((message) => (message.picture === null ? [] : [{ id: message.id, picture: message.picture }])).reverse(),
    [thread.messages],
  )

  return (
    <aside className={styles['info']} aria-label={t('info.title', { name: peer.name })}>
      <div className={styles['top']}>
        <IconButton label={t('info.close')} onClick={onClose}>
          <X size={20} />
        </IconButton>
      </div>
      <div className={styles['person']}>
        <Avatar id={peer.id} name={peer.name} picture={peer.picture} size="xl" online={standing.online} />
        <h3 dir="auto">{peer.name}</h3>
        <p className={styles['standing']} data-online={standing.online}>
          {standing.text}
        </p>
        {peer.bio !== '' && (
          <p className={styles['bio']} dir="auto">
            {peer.bio}
          </p>
        )}
        {peer.email !== '' && <a href={`mailto:${encodeURIComponent(peer.email)}`}>{peer.email}</a>}
      </div>
      <section className={styles['shared']} aria-labelledby="shared-pictures">
        <h4 id="shared-pictures">{t('info.pictures')}</h4>
        {pictures.length === 0 ? (
          <p>{t('info.noPictures')}</p>
        ) : (
          <ul>
            {pictures.map(({ id, picture }) => (
              <li key={id}>
                <button type="button" onClick={() => onPicture(picture)} aria-label={t('message.openPicture')}>
                  <img src={picture.thumb} alt="" loading="lazy" decoding="async" />
                </button>
              </li>
            ))}
          </ul>
        )}
        {thread.loaded && !thread.complete && (
          <Button
            busy={looking}
            onClick={() => {
              setLooking(true)
              void onOlder()
                .catch(() => undefined)
                .finally(() => setLooking(false))
            }}
          >
            {t('info.lookFurther')}
          </Button>
        )}
      </section>
    </aside>
  )
}
