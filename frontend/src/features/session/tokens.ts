import * as z from 'zod/mini'
import { ApiError, send, takeTokensFrom } from '@/lib/http'
import { readToken } from '@/lib/jwt'
import { exclusively } from '@/lib/locks'
import { keepToken, signOut, storedToken } from './store'

/** A token with less than this left is renewed before it is used. */
const MARGIN_MS = 30_000

const Renewed = z.object({ token: z.string() })

function lasts(token: string): boolean {
  const { expiresAt } = readToken(token)
  return expiresAt === 0 || expiresAt - Date.now() > MARGIN_MS
}

/** A token that is good for the next moments if one can be had, else the one there is; null when signed out. */
export async function currentToken(): Promise<string | null> {
  const token = storedToken()
  if (token === null || lasts(token)) return token
  return (await renewToken(token)) ?? token
}

/**
 * Trades the refresh cookie for a new token, in one tab at a time; a tab that waited takes what the other got.
 * Null when the server will not give one (no cookie, or it knows no refresh). Throws when it can't be reached.
 */
export function renewToken(used: string): Promise<string | null> {
  return exclusively('refresh', async () => {
    const stored = storedToken()
    if (stored === null) return null
    if (stored !== used && lasts(stored)) return stored
    try {
      const response = await send('/api/auth/refresh', { method: 'POST', auth: false })
      const { token } = Renewed.parse(await response.json())
      keepToken(token)
      return token
    } catch (error) {
      if (error instanceof ApiError && !error.transient) return null
      throw error
    }
  })
}

export function connectTokens(): void {
  takeTokensFrom({ current: currentToken, renew: renewToken, refused: (message) => signOut(message) })
}
