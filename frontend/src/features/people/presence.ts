import { create } from 'zustand'

interface Presence {
  online: ReadonlySet<string>
  /** When someone was seen to leave, as far as this page has watched. */
  leftAt: Readonly<Record<string, number>>
}

export const usePresence = create<Presence>(() => ({ online: new Set(), leftAt: {} }))

export function setOnline(ids: Iterable<string>): void {
  const now = Date.now()
  usePresence.setState(({ online, leftAt }) => {
    const next = new Set(ids)
    const left = [...online].filter((id) => !next.has(id))
    return { online: next, leftAt: left.length === 0 ? leftAt : { ...leftAt, ...Object.fromEntries(left.map((id) => [id, now])) } }
  })
}

export function changeOnline(joins: string[], leaves: string[]): void {
  const next = new Set(usePresence.getState().online)
  joins.forEach((id) => next.add(id))
  leaves.forEach((id) => next.delete(id))
  setOnline(next)
}

export function forgetPresence(): void {
  usePresence.setState({ online: new Set(), leftAt: {} })
}

export function useOnline(id: string): boolean {
  return usePresence((state) => state.online.has(id))
}
