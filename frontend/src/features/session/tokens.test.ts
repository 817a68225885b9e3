import { beforeEach, describe, expect, it } from 'vitest'
import { aToken, aWireUser, serve } from '@/testing/builders'
import { signIn, signOut, storedToken, useSession } from './store'
import { currentToken, renewToken } from './tokens'

const start = (token: string) => signIn(token, aWireUser())

beforeEach(() => signOut())

describe('tokens', () => {
  it('should use a token that lasts as it is', async () => {
    const calls = serve(() => ({ json: {} }))
    start(aToken(600))

    expect(await currentToken()).toBe(storedToken())

    expect(calls).toEqual([])
  })

  it('should renew a token that is about to end, once for all who ask', async () => {
    const fresh = aToken(900, 'fresh')
    const calls = serve(() => ({ json: { success: true, token: fresh } }))
    start(aToken(5))

    expect(await Promise.all([currentToken(), currentToken(), currentToken()])).toEqual([fresh, fresh, fresh])

    expect(calls.map((call) => `${call.method} ${call.path}`)).toEqual(['POST /api/auth/refresh'])
  })

  it('should go on with the token there is where the server knows no refresh', async () => {
    const token = aToken(5)
    serve(() => ({ status: 404 }))
    start(token)

    expect(await currentToken()).toBe(token)
    expect(await renewToken(token)).toBeNull()
  })

  it('should not take an unreachable server for a refusal', async () => {
    serve(() => 'unreachable')
    const token = aToken(5)
    start(token)

    await expect(renewToken(token)).rejects.toMatchObject({ status: 0 })

    expect(useSession.getState().user).not.toBeNull()
  })

  it('should take the token that another tab got meanwhile', async () => {
    const calls = serve(() => ({ json: {} }))
    const other = aToken(900, 'other tab')
    start(other)

    expect(await renewToken(aToken(1, 'used'))).toBe(other)

    expect(calls).toEqual([])
  })
})
