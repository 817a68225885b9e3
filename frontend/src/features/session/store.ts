import { create } from 'zustand'
import * as z from 'zod/mini'
import { forget, readJson, writeJson } from '@/lib/storage'
import { onTabEvent, tellTabs } from '@/lib/tabs'
import { WireUser } from '@/lib/wire'
import { toUser, type User } from './user'

const KEY = 'chatspace.session'
const Stored = z.object({ token: z.string(), user: WireUser })

export interface Session {
  user: User | null
  /** Why the last session ended, when it was not the user who ended it. */
  endedBy: string | null
}

export const useSession = create<Session>(() => ({ user: load()?.user ?? null, endedBy: null }))

function load(): { token: string; user: User } | null {
  const stored = Stored.safeParse(readJson(KEY))
  return stored.success ? { token: stored.data.token, user: toUser(stored.data.user) } : null
}

/** The newest token that any tab of this browser has. */
export function storedToken(): string | null {
  return load()?.token ?? null
}

export function signIn(token: string, user: WireUser): void {
  writeJson(KEY, { token, user })
  useSession.setState({ user: toUser(user), endedBy: null })
  tellTabs({ type: 'signed-in' })
}

export function keepToken(token: string): void {
  const user = Stored.safeParse(readJson(KEY))
  if (user.success) writeJson(KEY, { token, user: user.data.user })
}

export function keepUser(user: WireUser): void {
  const token = storedToken()
  if (token !== null) writeJson(KEY, { token, user })
  useSession.setState({ user: toUser(user) })
}

/** Forgets the session here and in the other tabs. Tell the server first, if it is to know. */
export function signOut(endedBy: string | null = null): void {
  if (useSession.getState().user === null) return
  forget('chatspace.session', 'chatspace.recent', 'chatspace.drafts', 'chatspace.assistant')
  useSession.setState({ user: null, endedBy })
  tellTabs({ type: 'signed-out' })
}

onTabEvent((event) => {
  if (event.type === 'signed-out') useSession.setState({ user: null })
  if (event.type === 'signed-in') useSession.setState({ user: load()?.user ?? null, endedBy: null })
})
