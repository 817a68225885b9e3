import { beforeEach, describe, expect, it, vi } from 'vitest'
import { serve } from '@/testing/builders'
import { ApiError, request, takeTokensFrom } from './http'

const renew = vi.fn<(used: string) => Promise<string | null>>()
const refused = vi.fn()

beforeEach(() => {
  renew.mockReset()
  refused.mockReset()
  takeTokensFrom({ current: () => Promise.resolve('old'), renew, refused })
})

const failure = (path = '/api/x') => request(path).then(() => null, (error: unknown) => error as ApiError)

describe('request', () => {
  it('should send the token and return the body', async () => {
    const calls = serve(() => ({ json: { a: 1 } }))

    expect(await request('/api/x')).toEqual({ a: 1 })

    expect(calls[0]?.headers.get('Authorization')).toBe('Bearer old')
  })

  it('should try once more with a renewed token after a 401', async () => {
    renew.mockResolvedValue('new')
    const calls = serve((call) => (call.headers.get('Authorization') === 'Bearer new' ? { json: 'ok' } : { status: 401 }))

    expect(await request('/api/x')).toBe('ok')

    expect(calls).toHaveLength(2)
    expect(refused).not.toHaveBeenCalled()
  })

  it('should report the refusal when no other token is to be had', async () => {
    renew.mockResolvedValue(null)
    serve(() => ({ status: 401, json: { success: false, message: 'Unauthorized - Token expired' } }))

    expect((await failure())?.status).toBe(401)

    expect(refused).toHaveBeenCalledExactlyOnceWith('Unauthorized - Token expired')
  })

  it('should not call it a refusal when the renewal could not be asked for', async () => {
    renew.mockRejectedValue(new ApiError('away', 0, 'unreachable'))
    serve(() => ({ status: 401 }))

    expect((await failure())?.status).toBe(0)

    expect(refused).not.toHaveBeenCalled()
  })

  it('should read the message, the code and the wait of an error', async () => {
    serve(() => ({ status: 429, json: { success: false, message: 'Slow down', code: 'rate-limited' }, headers: { 'Retry-After': '7' } }))

    expect(await failure()).toMatchObject({ status: 429, message: 'Slow down', code: 'rate-limited', retryAfter: 7_000, transient: true })
  })

  it('should not show the page of some proxy', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>Bad gateway</html>', { status: 502 })))

    expect((await failure())?.message).not.toContain('<')
  })

  it('should call an unreachable server transient, and a bad request not', async () => {
    serve((call) => (call.path === '/api/a' ? 'unreachable' : { status: 400 }))

    expect((await failure('/api/a'))?.transient).toBe(true)
    expect((await failure('/api/b'))?.transient).toBe(false)
  })
})
