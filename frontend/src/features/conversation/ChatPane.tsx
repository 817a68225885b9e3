import { useCallback, useEffect, useMemo, useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Spinner } from '@/components'
import { Composer, firstFile, type ComposerHandle } from '@/features/composer'
import { useSwitches } from '@/features/connection'
import { loadOlder, threadOf, useMessages, type Picture } from '@/features/messages'
import { enqueue, pendingOf, useOutbox } from '@/features/outbox'
import type { User } from '@/features/session'
import { ChatHeader } from './ChatHeader'
import { InfoPane } from './InfoPane'
import { MessageList } from './MessageList'
import { PictureViewer } from './PictureViewer'
import { TypingLine } from './TypingLine'
import { buildRows } from './rows'
import { useOpenConversation } from './useOpenConversation'
import styles from './ChatPane.module.css'

interface ChatPaneProps {
  me: string
  peer: User
  onBack: () => void
}

/** A conversation with one person. Made anew for each (the caller gives it a key). */
export default function ChatPane({ me, peer, onBack }: ChatPaneProps) {
  const { t } = useTranslation()
  const thread = useMessages((state) => threadOf(state, peer.id))
  const typing = useMessages((state) => state.typing[peer.id] !== undefined)
  const items = useOutbox((outbox) => outbox.items)
  const uploads = useSwitches((switches) => switches.uploads)
  const { failed, news, reload } = useOpenConversation(peer.id, me)
  const [info, setInfo] = useState(() => window.matchMedia('(min-width: 1280px)').matches)
  const [viewed, setViewed] = useState<Picture | null>(null)
  const [over, setOver] = useState(false)
  const composer = useRef<ComposerHandle>(null)

  const pending = useMemo(() => pendingOf(items, peer.id), [items, peer.id])
  const rows = useMemo(() => buildRows(thread.messages, pending, me, news), [thread.messages, pending, me, news])
  const older = useCallback(() => loadOlder(peer.id), [peer.id])
  const ready = thread.loaded || thread.messages.length > 0 || (failed && pending.length > 0)

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) onBack()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onBack])

  function onDrag(event: DragEvent): void {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(event.type !== 'dragleave' || event.currentTarget.contains(event.relatedTarget as Node | null))
  }

  function onDrop(event: DragEvent): void {
    const file = firstFile(event.dataTransfer)
    setOver(false)
    if (file === null) return
    event.preventDefault()
    composer.current?.attach(file)
  }

  return (
    <div className={styles['split']} data-info={info}>
      <main className={styles['chat']} aria-label={t('chat.with', { name: peer.name })} onDragOver={onDrag} onDragLeave={onDrag} onDrop={onDrop}>
        <ChatHeader peer={peer} typing={typing} info={info} onBack={onBack} onInfo={() => setInfo(!info)} />
        {ready && rows.length > 0 ? (
          <MessageList
            rows={rows}
            peerName={peer.name}
            hasOlder={!thread.complete && thread.loaded}
            loadOlder={older}
            onPicture={setViewed}
          />
        ) : (
          <div className={styles['empty']}>
            {ready ? (
              <p>{t('chat.first', { name: peer.name })}</p>
            ) : failed ? (
              <div role="alert">
                <p>{t('chat.failed')}</p>
                <Button onClick={reload}>{t('action.retry')}</Button>
              </div>
            ) : (
              <p role="status">
                <Spinner />
                <span className="visually-hidden">{t('chat.loading')}</span>
              </p>
            )}
          </div>
        )}
        {typing && <TypingLine name={peer.name} />}
        <Composer
          ref={composer}
          conversation={peer.id}
          name={peer.name}
          pictures={uploads === true}
          onSend={(text, picture) => enqueue({ conversation: peer.id, text, picture })}
        />
        {over && (
          <div className={styles['drop']} aria-hidden="true">
            {t('composer.dropHere')}
          </div>
        )}
      </main>
      {info && <InfoPane peer={peer} thread={thread} onClose={() => setInfo(false)} onOlder={older} onPicture={setViewed} />}
      <PictureViewer picture={viewed} onClose={() => setViewed(null)} />
    </div>
  )
}
