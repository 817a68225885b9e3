import { useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import { request } from '@/lib/http'
import { LastSeen } from '@/lib/wire'

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

/** When someone who is away was last here: as this page saw it, else as the server says; null when neither knows. */
export function useLastSeen(id: string): number | null {
  const online = useOnline(id)
  const leftAt = usePresence((state) => state.leftAt[id])
  const { data } = useQuery({
    queryKey: ['last-seen', id],
    enabled: !online && leftAt === undefined,
    retry: false,
    staleTime: 60_000,
    queryFn: async () => {
      const { lastSeen } = LastSeen.parse(await request(`/api/presence/${id}`))
      return lastSeen == null ? null : Date.parse(lastSeen)
    },
  })
  return leftAt ?? data ?? null
}
