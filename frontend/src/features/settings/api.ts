import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { request, send } from '@/lib/http'
import { Sessions } from '@/lib/wire'

export type DeviceSession = z.infer<typeof Sessions>['sessions'][number]

const KEY = ['sessions']

/** Where I am signed in. Fails with 404 on a server that keeps no sessions. */
export function useSessions() {
  return useQuery({ queryKey: KEY, queryFn: async () => Sessions.parse(await request('/api/auth/sessions')).sessions, retry: false, staleTime: 0 })
}

export function useEndSession() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => send(`/api/auth/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  })
}

const Maybe = z.object({ token: z.optional(z.string()) })

/** Returns the token that the server gives in exchange for the one that the change ended, if it does. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<string | null> {
  const answer = Maybe.safeParse(await request('/api/auth/password', { method: 'PUT', json: { currentPassword, newPassword } }))
  return answer.success ? (answer.data.token ?? null) : null
}

export async function deleteAccount(password: string): Promise<void> {
  await send('/api/auth/account', { method: 'DELETE', json: { password } })
}

/** Fetches everything the server holds of mine and hands it to the browser as a file. */
export async function downloadExport(): Promise<void> {
  const response = await send('/api/auth/export')
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = 'chatspace-export.jsonl'
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
