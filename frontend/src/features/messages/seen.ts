import { send } from '@/lib/http'
import { tellTabs } from '@/lib/tabs'
import type { ConversationId } from './model'
import { countUnseen, markIn, threadOf, useMessages } from './store'

/** Past this many, one request for the page marks them all. */
const ONE_BY_ONE = 8

/** Whether someone is looking at this page. */
export function isWatched(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}

/** Tells the server that the loaded messages of a conversation have been seen, and shows it so at once. */
export async function markSeen(conversation: ConversationId): Promise<void> {
  const ids = threadOf(useMessages.getState(), conversation)
    .messages.filter((message) => message.from === conversation && !message.seen)
    .map((message) => message.id)
  countUnseen(conversation, () => 0)
  if (ids.length === 0) return
  markIn(conversation, ids, 'seen')
  tellTabs({ type: 'seen', peer: conversation, ids })
  if (ids.length > ONE_BY_ONE) {
    await send(`/api/messages/${conversation}?limit=${ids.length}`)
  } else {
    await Promise.all(ids.map((id) => send(`/api/messages/seen/${id}`, { method: 'PUT' })))
  }
}
