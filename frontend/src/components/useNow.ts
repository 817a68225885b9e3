import { useSyncExternalStore } from 'react'

const MINUTE_MS = 60_000

function subscribe(tell: () => void): () => void {
  const timer = setInterval(tell, MINUTE_MS)
  return () => clearInterval(timer)
}

/** The time in ms, to the minute: what is shown as "today" becomes "yesterday" by itself. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS)
}
