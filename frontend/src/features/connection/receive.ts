import type { QueryClient } from '@tanstack/react-query'
import {
  addMessages,
  conversationOf,
  countUnseen,
  isWatched,
  markAnywhere,
  markSeen,
  noteRecent,
  toMessage,
  useMessages,
  type Message,
} from '@/features/messages'
import { announceMessage } from '@/features/notifications'
import { settle } from '@/features/outbox'
import { PEOPLE_KEY, useAssistantId, type People } from '@/features/people'
import { useSession } from '@/features/session'
import { readReceipts, Typing, WireMessage } from '@/lib/wire'

/** What the rest of the app does about messages and receipts that arrive by themselves. */
export class Receiver {
  constructor(private readonly queries: QueryClient) {}

  private get me(): string {
    return useSession.getState().user?.id ?? ''
  }

  /** A message to or from me, from a push or from another tab. */
  message(payload: unknown): void {
    const parsed = WireMessage.safeParse(payload)
    if (parsed.success) this.take(toMessage(parsed.data), true)
  }

  /** @param fresh whether it counts as news: a push, not part of catching up, which re-reads the counts as a whole */
  take(message: Message, fresh: boolean): void {
    const conversation = conversationOf(message, this.me)
    const known = useMessages.getState().threads[conversation]?.messages.some((other) => other.id === message.id) ?? false
    addMessages(conversation, [message])
    noteRecent([message], this.me)
    settle(message.clientId)
    if (message.from === this.me || known) return
    this.stopTyping(message.from)
    const people = this.queries.getQueryData<People>(PEOPLE_KEY)
    if (people !== undefined && !people.byId.has(message.from)) void this.queries.invalidateQueries({ queryKey: PEOPLE_KEY })
    const open = useMessages.getState().open === conversation
    if (open && isWatched()) {
      void markSeen(conversation).catch(() => undefined)
    } else if (fresh && !message.seen) {
      countUnseen(conversation, (count) => count + 1)
    }
    const spoken = message.from === useAssistantId.getState().id
    if (fresh) announceMessage(message, people?.byId.get(message.from), !open ? 'behind' : spoken ? 'spoken' : 'open')
  }

  delivered(payload: unknown): void {
    for (const receipt of readReceipts(payload)) markAnywhere(receipt.ids, 'delivered')
  }

  seen(payload: unknown): void {
    for (const receipt of readReceipts(payload)) {
      markAnywhere(receipt.ids, 'seen')
      // My own reading on another device: its counts are the server's to tell.
      if (receipt.readerId === this.me) void this.queries.invalidateQueries({ queryKey: PEOPLE_KEY })
    }
  }

  typing(payload: unknown): void {
    const parsed = Typing.safeParse(payload)
    if (!parsed.success) return
    if (!parsed.data.active) {
      this.stopTyping(parsed.data.from)
      return
    }
    const until = Date.now() + TYPING_LASTS_MS
    useMessages.setState((state) => ({ typing: { ...state.typing, [parsed.data.from]: until } }))
    setTimeout(() => {
      if (useMessages.getState().typing[parsed.data.from] === until) this.stopTyping(parsed.data.from)
    }, TYPING_LASTS_MS)
  }

  private stopTyping(from: string): void {
    useMessages.setState((state) => {
      if (state.typing[from] === undefined) return state
      return { typing: Object.fromEntries(Object.entries(state.typing).filter(([key]) => key !== from)) }
    })
  }
}

/** Writers say so every three seconds; a lost "stopped" does not leave them typing for ever. */
const TYPING_LASTS_MS = 6_000
