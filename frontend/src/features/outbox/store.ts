import { create } from 'zustand'
import type { ConversationId } from '@/features/messages'
import type { Pending } from './db'

export interface OutboxState {
  items: readonly Pending[]
  /** What this tab is sending right now, with the share of its bytes that has left, from 0 to 1. */
  progress: Readonly<Record<string, number>>
}

export const useOutbox = create<OutboxState>(() => ({ items: [], progress: {} }))

export function setItems(change: (items: readonly Pending[]) => readonly Pending[]): void {
  useOutbox.setState((state) => ({ items: change(state.items) }))
}

export function setProgress(id: string, share: number | null): void {
  useOutbox.setState(({ progress }) => {
    const others = Object.entries(progress).filter(([key]) => key !== id)
    return { progress: Object.fromEntries(share === null ? others : [...others, [id, share]]) }
  })
}

export function pendingOf(items: readonly Pending[], conversation: ConversationId): Pending[] {
  return items.filter((item) => item.conversation === conversation)
}
