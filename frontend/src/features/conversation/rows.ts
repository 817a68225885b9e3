import type { Message } from '@/features/messages'
import type { Pending } from '@/features/outbox'
import { dayAround } from '@/lib/format'

/** Bubbles of one writer that follow within this time hang together. */
const GROUP_MS = 5 * 60_000

/** Where a bubble stands in its group: decides its corners and whether the time is shown. */
export interface Place {
  first: boolean
  last: boolean
}

export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'news'; key: string; count: number }
  | { kind: 'message'; key: string; message: Message; mine: boolean; place: Place }
  | { kind: 'pending'; key: string; pending: Pending; place: Place }

interface Item {
  key: string
  at: number
  mine: boolean
  message: Message | null
  pending: Pending | null
}

/** News since the conversation was opened: so many messages, up to and including the one named. */
export interface News {
  count: number
  lastId: string
}

/**
 * What the list shows, top to bottom. A message keeps its key from the moment it is written here until the server has
 * it, so that its bubble stays the same one.
 */
export function buildRows(messages: readonly Message[], pending: readonly Pending[], me: string, news: News | null): Row[] {
  const sent = new Set<string>()
  for (const message of messages) if (message.clientId !== null) sent.add(message.clientId)
  const items: Item[] = messages.map((message) => ({
    key: message.from === me && message.clientId !== null ? message.clientId : message.id,
    at: message.at,
    mine: message.from === me,
    message,
    pending: null,
  }))
  for (const item of pending) if (!sent.has(item.id)) items.push({ key: item.id, at: item.at, mine: true, message: null, pending: item })

  const newsIndex = news === null ? -1 : firstOfNews(messages, me, news)
  const rows: Row[] = []
  // Looking a day up costs more than all the rest: once per day, not per message.
  let day = { from: 0, until: 0 }
  const inDay = (at: number): boolean => at >= day.from && at < day.until
  items.forEach((item, index) => {
    const newDay = !inDay(item.at)
    if (newDay) {
      day = dayAround(item.at)
      rows.push({ kind: 'day', key: `day-${day.from}`, at: item.at })
    }
    if (index === newsIndex && news !== null) rows.push({ kind: 'news', key: 'news', count: news.count })
    const place = {
      first: newDay || index === newsIndex || !together(items[index - 1], item),
      last: index + 1 === newsIndex || !together(item, items[index + 1]) || !inDay(items[index + 1]?.at ?? 0),
    }
    if (item.message !== null) rows.push({ kind: 'message', key: item.key, message: item.message, mine: item.mine, place })
    else if (item.pending !== null) rows.push({ kind: 'pending', key: item.key, pending: item.pending, place })
  })
  return rows
}

function together(a: Item | undefined, b: Item | undefined): boolean {
  return a !== undefined && b !== undefined && a.mine === b.mine && Math.abs(b.at - a.at) < GROUP_MS
}

function firstOfNews(messages: readonly Message[], me: string, news: News): number {
  let left = news.count
  let index = messages.findLastIndex((message) => message.id === news.lastId)
  for (; index >= 0; index--) {
    if (messages[index]?.from !== me && --left === 0) return index
  }
  return -1
}
