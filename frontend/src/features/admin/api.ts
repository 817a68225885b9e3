import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toUser, type User } from '@/features/session'
import { request, send } from '@/lib/http'
import { addReading, type Reading } from './figures'
import { BannedPage, Nodes, OneNode } from './wire'

const NODES = ['admin', 'nodes']
const BANNED = ['admin', 'banned']
/** Nodes tell of themselves every two seconds. */
const NODES_EVERY_MS = 3_000
const BANNED_EVERY_MS = 15_000

export interface Seen {
  online: number
  /** Of the last minute, the newest last. */
  readings: Reading[]
}

/** All nodes, read again and again for as long as the page is looked at. */
export function useNodes() {
  return useQuery({
    queryKey: NODES,
    queryFn: async ({ client, signal }): Promise<Seen> => {
      const { online, nodes } = Nodes.parse(await request('/api/admin/nodes', { signal }))
      return { online, readings: addReading(client.getQueryData<Seen>(NODES)?.readings ?? [], { at: Date.now(), nodes }) }
    },
    refetchInterval: NODES_EVERY_MS,
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: 'always',
    retry: false,
    staleTime: 0,
    structuralSharing: false,
  })
}

/** Lets a node's connections go (`drain`), or takes that back. Fails where the node did not do so. */
export function useOrder() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, drain }: { id: string; drain: boolean }) =>
      OneNode.parse(await request(`/api/admin/nodes/${encodeURIComponent(id)}/drain`, { method: drain ? 'POST' : 'DELETE' })).node,
    onSettled: () => queries.invalidateQueries({ queryKey: NODES }),
  })
}

export interface BannedUser {
  user: User
  /** ms */
  since: number
}

/** Who is banned, as many pages as were asked for. */
export function useBanned() {
  return useInfiniteQuery({
    queryKey: BANNED,
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }) => {
      const page = BannedPage.parse(await request(`/api/auth/users/banned?limit=50&after=${encodeURIComponent(pageParam)}`, { signal }))
      return { ...page, banned: page.banned.map(({ user, bannedAt }): BannedUser => ({ user: toUser(user), since: Date.parse(bannedAt) })) }
    },
    getNextPageParam: (page) => page.next,
    refetchInterval: BANNED_EVERY_MS,
    staleTime: 0,
  })
}

export function useBan() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ user, ban }: { user: User; ban: boolean }) =>
      send(`/api/auth/users/${encodeURIComponent(user.id)}/ban`, { method: ban ? 'POST' : 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: BANNED }),
  })
}
