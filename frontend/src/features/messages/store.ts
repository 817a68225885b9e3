import { create } from 'zustand'
import { mark, merge, type ConversationId, type Message } from './model'

export interface Thread {
  /** Ordered by time. */
  messages: Message[]
  /** False until the newest page has been fetched since this page was opened. */
  loaded: boolean
  /** Whether the first message of the conversation is in the list. */
  complete: boolean
}

interface Messages {
  threads: Readonly<Record<ConversationId, Thread>>
  /** Messages to me that I have not seen, by conversation. */
  unseen: Readonly<Record<ConversationId, number>>
  /** Until when (ms) someone counts as typing. */
  typing: Readonly<Record<string, number>>
  /** The conversation on screen, if any. */
  open: ConversationId | null
}

const empty: Messages = { threads: {}, unseen: {}, typing: {}, open: null }

export const useMessages = create<Messages>(() => empty)

const emptyThread: Thread = { messages: [], loaded: false, complete: false }

export function threadOf(state: Messages, conversation: ConversationId): Thread {
  return state.threads[conversation] ?? emptyThread
}

export function changeThread(conversation: ConversationId, change: (thread: Thread) => Thread): void {
  useMessages.setState((state) => {
    const before = threadOf(state, conversation)
    const after = change(before)
    return after === before ? state : { threads: { ...state.threads, [conversation]: after } }
  })
}

export function addMessages(conversation: ConversationId, incoming: Message[]): void {
  changeThread(conversation, (thread) => {
    const messages = merge(thread.messages, incoming)
    return messages === thread.messages ? thread : { ...thread, messages }
  })
}

export function markIn(conversation: ConversationId, ids: Iterable<string>, receipt: 'seen' | 'delivered'): void {
  const set = new Set(ids)
  changeThread(conversation, (thread) => {
    const messages = mark(thread.messages, set, receipt)
    return messages === thread.messages ? thread : { ...thread, messages }
  })
}

/** Marks messages wherever they are: receipts do not always say which conversation they are of. */
export function markAnywhere(ids: string[], receipt: 'seen' | 'delivered'): void {
  for (const conversation of Object.keys(useMessages.getState().threads)) markIn(conversation, ids, receipt)
}

export function setUnseen(counts: Record<ConversationId, number>): void {
  useMessages.setState({ unseen: counts })
}

export function countUnseen(conversation: ConversationId, change: (count: number) => number): void {
  useMessages.setState((state) => {
    const before = state.unseen[conversation] ?? 0
    const after = Math.max(0, change(before))
    return after === before ? state : { unseen: { ...state.unseen, [conversation]: after } }
  })
}

export function forgetMessages(): void {
  useMessages.setState(empty, true)
}
