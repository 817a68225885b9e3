import type { WireMessage } from '@/lib/wire'

/**
 * Names a conversation. Today each is with one person and has that person's id; groups will have ids of their own, so
 * nothing but {@link conversationOf} may assume it.
 */
export type ConversationId = string

export interface Picture {
  url: string
  /** URL of a small version; the picture itself where the server made none. */
  thumb: string
  width: number | null
  height: number | null
  blurhash: string
}

/** A message that the server has. */
export interface Message {
  id: string
  from: string
  to: string
  text: string
  picture: Picture | null
  seen: boolean
  delivered: boolean
  version: number
  /** Ms since the epoch, by the server's clock. */
  at: number
  clientId: string | null
}

export function toMessage(wire: WireMessage): Message {
  const meta = wire.imageMeta ?? null
  return {
    id: wire._id,
    from: wire.senderId,
    to: wire.receiverId,
    text: wire.text,
    picture:
      wire.image === ''
        ? null
        : {
            url: wire.image,
            thumb: meta === null || meta.thumb === '' ? wire.image : meta.thumb,
            width: meta?.width ?? null,
            height: meta?.height ?? null,
            blurhash: meta?.blurhash ?? '',
          },
    seen: wire.seen,
    delivered: wire.delivered || wire.seen,
    version: wire.version,
    at: Date.parse(wire.createdAt),
    clientId: wire.clientMessageId ?? null,
  }
}

export function conversationOf(message: Message, me: string): ConversationId {
  return message.from === me ? message.to : message.from
}

function compare(a: Message, b: Message): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** The newer of two states of one message. Receipts never go back, whatever order they come in. */
function newer(a: Message, b: Message): Message {
  const base = b.version >= a.version ? b : a
  const seen = a.seen || b.seen
  const delivered = a.delivered || b.delivered || seen
  return base.seen === seen && base.delivered === delivered ? base : { ...base, seen, delivered }
}

/** Adds messages to an ordered list, once each. Returns the same list when nothing is new. */
export function merge(list: Message[], incoming: Message[]): Message[] {
  if (incoming.length === 0) return list
  const known = new Map(list.map((message, index) => [message.id, index]))
  const result = list.slice()
  let changed = false
  let sorted = true
  for (const message of incoming) {
    const index = known.get(message.id)
    const present = index === undefined ? undefined : result[index]
    if (index !== undefined && present !== undefined) {
      const best = newer(present, message)
      if (same(best, present)) continue
      result[index] = best
    } else {
      const last = result.at(-1)
      if (last !== undefined && compare(last, message) > 0) sorted = false
      known.set(message.id, result.length)
      result.push(message)
    }
    changed = true
  }
  if (!changed) return list
  return sorted ? result : result.sort(compare)
}

function same(a: Message, b: Message): boolean {
  return a.seen === b.seen && a.delivered === b.delivered && a.version === b.version && a.text === b.text && a.picture?.url === b.picture?.url
}

/** Marks messages as seen or delivered. Returns the same list when nothing changes. */
export function mark(list: Message[], ids: ReadonlySet<string>, receipt: 'seen' | 'delivered'): Message[] {
  if (!list.some((message) => ids.has(message.id) && !message[receipt])) return list
  return list.map((message) => (ids.has(message.id) ? { ...message, delivered: true, seen: message.seen || receipt === 'seen' } : message))
}
