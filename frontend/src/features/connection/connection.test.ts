import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetMessages, loadNewest, resetFeed, threadOf, useMessages } from '@/features/messages'
import { signIn } from '@/features/session'
import { alice, aToken, aWireMessage, aWireUser, bob, serve } from '@/testing/builders'
import { Connection } from './connection'

const handlers = new Map<string, () => void>()
vi.mock('socket.io-client', () => ({
  io: () => ({
    connected: false,
    on: (name: string, handler: () => void) => handlers.set(name, handler),
    removeAllListeners: () => handlers.clear(),
    disconnect: () => undefined,
  }),
}))

let connection: Connection
const texts = () => threadOf(useMessages.getState(), bob).messages.map(({ text }) => text)

beforeEach(() => {
  signIn(aToken(600), aWireUser())
  connection = new Connection(new QueryClient())
})

afterEach(() => {
  connection.close()
  forgetMessages()
  resetFeed()
})

describe('Connection', () => {
  it('should bring in what came after the open conversation was loaded and before the socket was there', async () => {
    const history = [aWireMessage({ text: 'before', senderId: bob, receiverId: alice })]
    const calls = serve(({ path }) => ({
      json: path.startsWith('/api/messages/changes') ? { success: true, messages: [], cursor: 'now' } : { success: true, enabled: true, messages: history },
    }))
    useMessages.setState({ open: bob })
    await loadNewest(bob)
    history.push(aWireMessage({ text: 'in between', senderId: bob, receiverId: alice }))

    handlers.get('connect')?.()

    await vi.waitFor(() => expect(texts()).toEqual(['before', 'in between']))
    calls.length = 0
    // From here on the feed knows.
    handlers.get('connect')?.()
    await vi.waitFor(() => expect(calls.map(({ path }) => path)).toContain('/api/messages/changes?since=now&limit=200'))
    await new Promise((resolve) => setTimeout(resolve))
    expect(calls.filter(({ path }) => path.startsWith(`/api/messages/${bob}`))).toEqual([])
  })
})
