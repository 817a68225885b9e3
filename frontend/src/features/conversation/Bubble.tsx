import { RotateCw, Trash2 } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, useObjectUrl } from '@/components'
import type { Message, Picture } from '@/features/messages'
import { discard, retry, useOutbox, type Pending } from '@/features/outbox'
import { dateAndTime, timeOfDay } from '@/lib/format'
import { isFewEmoji } from '@/lib/text'
import { MessageText } from './MessageText'
import { PictureFrame } from './PictureFrame'
import { State } from './State'
import type { Place } from './rows'
import styles from './Bubble.module.css'

interface BubbleProps {
  message: Message
  mine: boolean
  place: Place
  /** Who wrote it, for those who do not see the sides. */
  author: string
  onPicture: (picture: Picture) => void
}

export const Bubble = memo(function Bubble({ message, mine, place, author, onPicture }: BubbleProps) {
  const { i18n } = useTranslation()
  const { picture } = message
  return (
    <article className={styles['line']} data-mine={mine} data-first={place.first} data-last={place.last}>
      <div className={styles['bubble']} data-picture={picture !== null} data-bare={picture === null && isFewEmoji(message.text)}>
        <span className="visually-hidden">{author}: </span>
        {picture !== null && <PictureFrame picture={picture} onOpen={() => onPicture(picture)} />}
        {message.text !== '' && (
          <div className={styles['words']}>
            <MessageText text={message.text} />
          </div>
        )}
        <span className={styles['meta']}>
          <time dateTime={new Date(message.at).toISOString()} title={dateAndTime(i18n.language, message.at)}>
            {timeOfDay(i18n.language, message.at)}
          </time>
          {mine && <State state={message.seen ? 'seen' : message.delivered ? 'delivered' : 'sent'} />}
        </span>
      </div>
    </article>
  )
})

/** A message that the server does not have yet. */
export const PendingBubble = memo(function PendingBubble({ pending, place, author }: { pending: Pending; place: Place; author: string }) {
  const { t, i18n } = useTranslation()
  const share = useOutbox((outbox) => outbox.progress[pending.id])
  const picture = useObjectUrl(pending.picture)
  const failed = pending.refusal !== null
  return (
    <article className={styles['line']} data-mine="true" data-first={place.first} data-last={place.last}>
      <div className={styles['bubble']} data-picture={picture !== null} data-bare={picture === null && isFewEmoji(pending.text)} data-failed={failed}>
        <span className="visually-hidden">{author}: </span>
        {picture !== null && (
          <div className={styles['preview']}>
            <img src={picture} alt={t('message.picture')} />
            {!failed && share !== undefined && (
              <progress value={share} max={1} aria-label={t('composer.uploading')}>
                {Math.round(share * 100)} %
              </progress>
            )}
          </div>
        )}
        {pending.text !== '' && (
          <div className={styles['words']}>
            <MessageText text={pending.text} />
          </div>
        )}
        <span className={styles['meta']}>
          <time>{timeOfDay(i18n.language, pending.at)}</time>
          {!failed && <State state={share === undefined ? 'waiting' : 'sending'} />}
        </span>
        {!failed && pending.picture !== null && (
          <Button look="quiet" className={styles['cancel'] ?? ''} onClick={() => discard(pending.id)}>
            {t('action.cancel')}
          </Button>
        )}
      </div>
      {failed && (
        <div className={styles['failed']}>
          <span role="alert">
            {t('state.failed')} {pending.refusal}
          </span>
          <Button look="quiet" onClick={() => retry(pending.id)}>
            <RotateCw size={15} /> {t('action.retry')}
          </Button>
          <Button look="quiet" onClick={() => discard(pending.id)}>
            <Trash2 size={15} /> {t('action.discard')}
          </Button>
        </div>
      )}
    </article>
  )
})
