import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Spinner, useNow } from '@/components'
import type { Picture } from '@/features/messages'
import { dayName } from '@/lib/format'
import { Bubble, PendingBubble } from './Bubble'
import { frameOf } from './PictureFrame'
import type { Row } from './rows'
import styles from './MessageList.module.css'

interface MessageListProps {
  rows: Row[]
  peerName: string
  /** Whether earlier messages may be fetched. */
  hasOlder: boolean
  loadOlder: () => Promise<void>
  onPicture: (picture: Picture) => void
}

/** So close to the end (px) that new messages should keep coming into view. */
const NEAR_END = 120
/** How far from the top (px) the next page is fetched: before anyone gets there. */
const NEAR_START = 800

export function MessageList({ rows, peerName, hasOlder, loadOlder, onPicture }: MessageListProps) {
  const { t, i18n } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const [loading, setLoading] = useState(false)
  const [away, setAway] = useState(false)
  const [missed, setMissed] = useState(0)
  // eslint-disable-next-line react-hooks/incompatible-library -- the compiler leaves this component alone
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_END,
    paddingStart: 12,
    paddingEnd: 14,
  })

  useLayoutEffect(() => {
    list.scrollToEnd()
    // Once: the list is made anew for each conversation.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  // My own message is what I want to look at, wherever I was.
  const last = rows.at(-1)
  const lastKey = last?.key
  const lastMine = last?.kind === 'pending'
  const shownKey = useRef(lastKey)
  useEffect(() => {
    if (shownKey.current === lastKey) return
    shownKey.current = lastKey
    if (lastMine) list.scrollToEnd()
    else if (!list.isAtEnd(NEAR_END) && rows.length > 0) setMissed((count) => count + 1)
    // Only when something new stands at the end.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [lastKey])

  function onScroll(): void {
    const element = scroller.current
    if (element === null) return
    const distance = element.scrollHeight - element.clientHeight - element.scrollTop
    setAway(distance > NEAR_END * 2)
    if (distance < NEAR_END) setMissed(0)
    if (element.scrollTop < NEAR_START) fetchOlder()
  }

  const failedAt = useRef(0)
  function fetchOlder(): void {
    if (!hasOlder || loading || Date.now() - failedAt.current < 3_000) return
    setLoading(true)
    void loadOlder()
      .catch(() => {
        failedAt.current = Date.now()
      })
      .finally(() => setLoading(false))
  }

  // A first page that does not fill the window would leave nothing to scroll.
  useEffect(() => {
    const element = scroller.current
    if (element !== null && element.scrollHeight <= element.clientHeight + NEAR_START) fetchOlder()
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [hasOlder, rows.length])

  return (
    <div className={styles['frame']}>
      <div
        ref={scroller}
        className={styles['scroller']}
        onScroll={onScroll}
        role="log"
        aria-live="off"
        aria-label={t('message.list', { name: peerName })}
        tabIndex={0}
      >
        {loading && (
          <div className={styles['loading']}>
            <Spinner small />
            <span className="visually-hidden">{t('message.loadingOlder')}</span>
          </div>
        )}
        <div className={styles['canvas']} style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((item) => {
            const row = rows[item.index]
            return (
              row !== undefined && (
                <div
                  key={item.key}
                  ref={list.measureElement}
                  data-index={item.index}
                  className={styles['row']}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <RowView row={row} peerName={peerName} onPicture={onPicture} language={i18n.language} />
                </div>
              )
            )
          })}
        </div>
      </div>
      {away && (
        <button type="button" className={styles['jump']} onClick={() => list.scrollToEnd({ behavior: 'smooth' })}>
          <ArrowDown size={18} />
          {missed > 0 ? t('message.newBelow', { count: missed }) : t('message.toNewest')}
        </button>
      )}
    </div>
  )
}

interface RowViewProps {
  row: Row
  peerName: string
  language: string
  onPicture: (picture: Picture) => void
}

function RowView({ row, peerName, language, onPicture }: RowViewProps) {
  const { t } = useTranslation()
  const now = useNow()
  switch (row.kind) {
    case 'day':
      return (
        <p className={styles['day']}>
          <span>{dayName(language, row.at, now)}</span>
        </p>
      )
    case 'news':
      return (
        <p className={styles['news']}>
          <span>{t('message.news', { count: row.count })}</span>
        </p>
      )
    case 'message':
      return (
        <Bubble
          message={row.message}
          mine={row.mine}
          place={row.place}
          author={row.mine ? t('people.me') : peerName}
          onPicture={onPicture}
        />
      )
    case 'pending':
      return <PendingBubble pending={row.pending} place={row.place} author={t('people.me')} />
  }
}

/** Good guesses keep the scroll bar calm until the real heights are known. */
function estimate(row: Row | undefined): number {
  if (row === undefined) return 56
  if (row.kind === 'day' || row.kind === 'news') return 52
  if (row.kind === 'pending') return row.pending.picture === null ? 60 : 300
  const { text, picture } = row.message
  const lines = text === '' ? 0 : text.split('\n').length + Math.floor(text.length / 68)
  return 28 + lines * 23 + (picture === null ? 0 : frameOf(picture).height) + (row.place.first ? 12 : 3)
}
