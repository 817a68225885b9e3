import { request } from '@/lib/http'
import { Changes, History } from '@/lib/wire'
import { conversationOf, toMessage, type ConversationId, type Message } from './model'
import { addMessages, changeThread, threadOf, useMessages } from './store'
import { merge } from './model'

const PAGE = 50

async function page(conversation: ConversationId, before: string | null): Promise<Message[]> {
  const query = new URLSearchParams({ limit: String(PAGE), ...(before === null ? {} : { before }) })
  const { messages } = History.parse(await request(`/api/messages/${conversation}?${query.toString()}`))
  return messages.map(toMessage)
}

/** Fetches the newest page. The server marks what it returns as seen. */
export async function loadNewest(conversation: ConversationId): Promise<void> {
  const messages = await page(conversation, null)
  changeThread(conversation, (thread) => {
    // A gap between what we had and this page would show as if nothing were missing: start over from the page.
    const first = messages[0]
    const joins = thread.messages.length === 0 || messages.length < PAGE || thread.messages.some((known) => known.id === first?.id)
    const newer = joins ? thread.messages : thread.messages.filter((known) => first !== undefined && known.at >= first.at)
    return {
      messages: merge(newer, messages),
      loaded: true,
      complete: joins && thread.complete ? true : messages.length !== PAGE,
    }
  })
}

const older = new Map<ConversationId, Promise<void>>()

/** Fetches the page before the oldest message, once at a time. */
export function loadOlder(conversation: ConversationId): Promise<void> {
  const running = older.get(conversation)
  if (running !== undefined) return running
  const thread = threadOf(useMessages.getState(), conversation)
  const first = thread.messages[0]
  if (thread.complete || first === undefined) return Promise.resolve()
  const work = page(conversation, first.id)
    .then((messages) => {
      // A server that knows no pages sends everything again: then there is nothing older.
      const fresh = messages.some((message) => message.at < first.at || message.id !== first.id)
      changeThread(conversation, (before) => ({
        ...before,
        messages: merge(before.messages, messages),
        complete: !fresh || messages.length !== PAGE,
      }))
    })
    .finally(() => older.delete(conversation))
  older.set(conversation, work)
  return work
}

let cursor: string | null = null
let feed: 'unknown' | 'there' | 'missing' = 'unknown'

/** Forgets where in the changes feed we are: for another user. */
export function resetFeed(): void {
  cursor = null
  feed = 'unknown'
}

/**
 * Brings in what changed since the last call: messages both ways, receipts, and whatever else a push would have told.
 * The first call only finds out where "now" is. Returns whether the server has a changes feed.
 */
export async function catchUp(me: string, onMessage: (message: Message) => void): Promise<boolean> {
  if (feed === 'missing') return false
  for (let more = true; more; ) {
    let answer
    try {
      const query = cursor === null ? '' : `?${new URLSearchParams({ since: cursor, limit: '200' }).toString()}`
      answer = Changes.parse(await request(`/api/messages/changes${query}`))
    } catch (error) {
      // 404 from a server without the feed, 400 where it takes "changes" for a malformed id.
      if (cursor === null && error instanceof Error && 'status' in error && (error.status === 404 || error.status === 400)) {
        feed = 'missing'
        return false
      }
      throw error
    }
    feed = 'there'
    const messages = answer.messages.map(toMessage)
    for (const message of messages) {
      addMessages(conversationOf(message, me), [message])
      onMessage(message)
    }
    // A cursor that does not move would ask for the same page for ever.
    more = answer.more && answer.cursor !== cursor
    cursor = answer.cursor
  }
  return true
}
