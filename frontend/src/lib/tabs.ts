import type { WireMessage } from './wire'

/** What this browser's tabs tell each other. */
export type TabEvent =
  | { type: 'signed-out' }
  | { type: 'signed-in' }
  | { type: 'outbox' }
  | { type: 'sent'; message: WireMessage }
  | { type: 'seen'; peer: string; ids: string[] }

type Listener = (event: TabEvent) => void

const listeners = new Set<Listener>()
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('chatspace')
if (channel !== null) {
  // Only this origin can write to the channel, so the events are our own.
  channel.onmessage = (event: MessageEvent<TabEvent>) => listeners.forEach((listener) => listener(event.data))
}

export function tellTabs(event: TabEvent): void {
  channel?.postMessage(event)
}

export function onTabEvent(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
