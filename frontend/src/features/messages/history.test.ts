import { beforeEach, describe, expect, it } from 'vitest'
import { alice, aWireMessage, bob, serve } from '@/testing/builders'
import type { WireMessage } from '@/lib/wire'
import { catchUp, loadNewest, loadOlder, resetFeed } from './history'
import { forgetMessages, threadOf, useMessages } from './store'

const thread = () => threadOf(useMessages.getState(), bob)

/** A server with pages, as the contract's extra has them. */
function serveHistory(all: WireMessage[]): void {
  serve(({ path }) => {
    const query = new URL(path, 'http://x').searchParams
    const before = query.get('before')
    const end = before === null ? all.length : all.findIndex((message) => message._id === before)
    return { json: { success: true, messages: all.slice(Math.max(0, end - Number(query.get('limit'))), end) } }
  })
}

beforeEach(() => {
  forgetMessages()
  resetFeed()
})

describe('history', () => {
  it('should load page by page until the first message', async () => {
    const all = Array.from({ length: 120 }, () => aWireMessage())
    serveHistory(all)

    await loadNewest(bob)
    expect(thread().messages).toHaveLength(50)
    expect(thread().complete).toBe(false)
    await loadOlder(bob)
    await loadOlder(bob)

    expect(thread().messages.map((message) => message.id)).toEqual(all.map((message) => message._id))
    expect(thread().complete).toBe(true)
  })

  it('should make one request of two calls for the same page', async () => {
    const all = Array.from({ length: 120 }, () => aWireMessage())
    serveHistory(all)
    await loadNewest(bob)

    await Promise.all([loadOlder(bob), loadOlder(bob)])

    expect(thread().messages).toHaveLength(100)
  })

  it('should take the whole conversation from a server that knows no pages', async () => {
    const all = Array.from({ length: 70 }, () => aWireMessage())
    serve(() => ({ json: { success: true, messages: all } }))

    await loadNewest(bob)

    expect(thread().messages).toHaveLength(70)
    expect(thread().complete).toBe(true)
  })

  it('should show no gap: what does not join the newest page is fetched again', async () => {
    const all = Array.from({ length: 200 }, () => aWireMessage())
    serveHistory(all.slice(0, 60))
    await loadNewest(bob)

    serveHistory(all)
    await loadNewest(bob)

    expect(thread().messages.map((message) => message.id)).toEqual(all.slice(150).map((message) => message._id))
    expect(thread().complete).toBe(false)
  })
})

describe('catchUp', () => {
  it('should only learn where now is at first, then bring what changed, over as many pages as it takes', async () => {
    const changed = [aWireMessage(), aWireMessage(), aWireMessage()]
    const calls = serve(({ path }) => {
      const since = new URL(path, 'http://x').searchParams.get('since')
      if (since === null) return { json: { success: true, messages: [], cursor: '0', more: false } }
      const next = Number(since) + 1
      return { json: { success: true, messages: changed.slice(next - 1, next), cursor: String(next), more: next < 3 } }
    })
    const brought: string[] = []

    expect(await catchUp(alice, (message) => brought.push(message.id))).toBe(true)
    expect(brought).toEqual([])
    await catchUp(alice, (message) => brought.push(message.id))

    expect(brought).toEqual(changed.map((message) => message._id))
    expect(calls).toHaveLength(4)
    expect(thread().messages).toHaveLength(3)
  })

  it('should do without the feed where the server has none', async () => {
    const calls = serve(() => ({ status: 404, json: { success: false, message: 'Not found' } }))

    expect(await catchUp(alice, () => undefined)).toBe(false)
    expect(await catchUp(alice, () => undefined)).toBe(false)

    expect(calls).toHaveLength(1)
  })

  it('should keep its place when the server cannot be reached', async () => {
    serve(() => ({ json: { success: true, messages: [], cursor: '5', more: false } }))
    await catchUp(alice, () => undefined)
    serve(() => 'unreachable')
    await expect(catchUp(alice, () => undefined)).rejects.toMatchObject({ status: 0 })

    const calls = serve(() => ({ json: { success: true, messages: [], cursor: '6', more: false } }))
    await catchUp(alice, () => undefined)

    expect(calls[0]?.path).toContain('since=5')
  })
})
