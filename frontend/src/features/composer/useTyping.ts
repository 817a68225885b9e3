import { useCallback, useEffect, useRef } from 'react'
import { sayTyping } from '@/features/connection'

/** While someone writes, the other side is told again this often. */
const AGAIN_MS = 3_000
/** Writing counts as stopped after this long without a key. */
const IDLE_MS = 4_000

/** Tells the other side that I am writing. Returns what to call on each key, and when I send or clear the text. */
export function useTyping(to: string): { wrote: () => void; stopped: () => void } {
  const saidAt = useRef(0)
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined)
  const stopped = useCallback(() => {
    clearTimeout(idle.current)
    if (saidAt.current === 0) return
    saidAt.current = 0
    sayTyping(to, false)
  }, [to])
  const wrote = useCallback(() => {
    clearTimeout(idle.current)
    idle.current = setTimeout(stopped, IDLE_MS)
    if (Date.now() - saidAt.current < AGAIN_MS) return
    saidAt.current = Date.now()
    sayTyping(to, true)
  }, [to, stopped])
  useEffect(() => stopped, [stopped])
  return { wrote, stopped }
}
