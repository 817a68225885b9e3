import { useQuery } from '@tanstack/react-query'
import { request } from '@/lib/http'
import { readToken } from '@/lib/jwt'
import { Profile } from '@/lib/wire'
import { keepUser, storedToken, useSession } from './store'
import type { User } from './user'

/** My own profile, kept in step with the server. */
export function useOwnProfile(): User | null {
  const user = useSession((session) => session.user)
  useQuery({
    queryKey: ['profile', user?.id],
    enabled: user !== null,
    staleTime: 5 * 60_000,
    queryFn: async () => {
      const { user: fetched } = Profile.parse(await request('/api/auth/get-profile'))
      keepUser(fetched)
      return fetched
    },
  })
  return user
}

/** Whether my token says that I may turn switches. The server decides anew each time. */
export function useIsAdmin(): boolean {
  return useSession((session) => session.user !== null && readToken(storedToken() ?? '').admin)
}
