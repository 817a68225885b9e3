import { create } from 'zustand'
import * as z from 'zod/mini'
import { readJson, writeJson } from '@/lib/storage'
import { conversationOf, type ConversationId, type Message } from './model'

/** The last thing said in a conversation, as this browser knows it: orders the list and is its second line. */
export interface Recent {
  at: number
  text: string
  mine: boolean
  picture: boolean
}

const KEY = 'chatspace.recent'
const Stored = z.record(z.string(), z.object({ at: z.number(), text: z.string(), mine: z.boolean(), picture: z.boolean() }))

function load(): Record<ConversationId, Recent> {
  const stored = Stored.safeParse(readJson(KEY))
  return stored.success ? stored.data : {}
}

export const useRecent = create<Record<ConversationId, Recent>>(() => load())

export function noteRecent(messages: Message[], me: string): void {
  const before = useRecent.getState()
  const after = { ...before }
  let changed = false
  for (const message of messages) {
    const conversation = conversationOf(message, me)
    const known = after[conversation]
    if (known !== undefined && known.at >= message.at) continue
    after[conversation] = { at: message.at, text: message.text.slice(0, 120), mine: message.from === me, picture: message.picture !== null }
    changed = true
  }
  if (!changed) return
  useRecent.setState(after, true)
  writeJson(KEY, after)
}

export function forgetRecent(): void {
  useRecent.setState({}, true)
}
