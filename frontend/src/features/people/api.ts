import { useQuery } from '@tanstack/react-query'
import { toUser, useSession, type User } from '@/features/session'
import { request } from '@/lib/http'
import { Directory } from '@/lib/wire'

export interface People {
  list: User[]
  byId: ReadonlyMap<string, User>
  /** Messages from each person to me that I had not seen when this was fetched. */
  unseen: Record<string, number>
}

export const PEOPLE_KEY = ['people']

async function fetchPeople(): Promise<People> {
  const { users, unseenMsgs } = Directory.parse(await request('/api/messages/users'))
  const list = users.map(toUser)
  return { list, byId: new Map(list.map((user) => [user.id, user])), unseen: unseenMsgs }
}

/** Everyone else here. Asked again now and then, since nothing tells us of new accounts. */
export function usePeople() {
  const me = useSession((session) => session.user?.id)
  return useQuery({
    queryKey: PEOPLE_KEY,
    enabled: me !== undefined,
    queryFn: fetchPeople,
    staleTime: 15_000,
    refetchInterval: 60_000,
    refetchOnWindowFocus: true,
    structuralSharing: false,
  })
}

export function usePerson(id: string): User | undefined {
  return usePeople().data?.byId.get(id)
}
