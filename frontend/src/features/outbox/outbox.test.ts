import { beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetMessages, threadOf, useMessages } from '@/features/messages'
import { signIn, signOut } from '@/features/session'
import { alice, aToken, aWireMessage, aWireUser, bob, serve, type Call } from '@/testing/builders'
import { readOutbox, writePending } from './db'
import { discard, enqueue, flushAll, forgetOutbox, reload, retry } from './outbox'
import { useOutbox } from './store'

const textsSent = (calls: Call[]) => calls.map((call) => (call.json as { text: string }).text)
const keysSent = (calls: Call[]) => calls.map((call) => (call.json as { clientMessageId: string }).clientMessageId)
const items = () => useOutbox.getState().items
const say = (text: string) => enqueue({ conversation: bob, text, picture: null })

function stored(call: Call) {
  const { text, clientMessageId } = call.json as { text: string; clientMessageId: string }
  return { status: 201, json: { success: true, newMessage: aWireMessage({ senderId: alice, receiverId: bob, text, clientMessageId }) } }
}

beforeEach(async () => {
  signIn(aToken(3_600), aWireUser())
  await forgetOutbox(alice)
  forgetMessages()
})

describe('outbox', () => {
  it('should show a message at once and replace it by what the server keeps', async () => {
    serve(stored)

    say('hello')
    expect(items().map((item) => item.text)).toEqual(['hello'])

    await vi.waitFor(() => expect(items()).toEqual([]))
    expect(threadOf(useMessages.getState(), bob).messages.map((message) => message.text)).toEqual(['hello'])
    await vi.waitFor(async () => expect(await readOutbox(alice)).toEqual([]))
  })

  it('should send in order, one after the other', async () => {
    let running = 0
    const calls = serve(async (call) => {
      running += 1
      expect(running).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 10))
      running -= 1
      return stored(call)
    })

    ;['1', '2', '3', '4'].forEach(say)

    await vi.waitFor(() => expect(items()).toEqual([]))
    expect(textsSent(calls)).toEqual(['1', '2', '3', '4'])
  })

  it('should try again with the same id when the answer was lost, and keep the order', async () => {
    let first = true
    const calls = serve((call) => {
      if (!first) return stored(call)
      first = false
      return 'unreachable'
    })

    say('1')
    say('2')

    await vi.waitFor(() => expect(items()).toEqual([]), { timeout: 5_000 })
    expect(textsSent(calls)).toEqual(['1', '1', '2'])
    expect(keysSent(calls)[0]).toBe(keysSent(calls)[1])
  })

  it('should send what another tab queued and did not live to send', async () => {
    const calls = serve(stored)
    const left = { id: 'left-behind', owner: alice, conversation: bob, text: 'left behind', picture: null, pictureName: '', at: 1, refusal: null }
    await writePending(left)

    const otherTab = new BroadcastChannel('chatspace')
    otherTab.postMessage({ type: 'outbox' })

    await vi.waitFor(() => expect(keysSent(calls)).toEqual(['left-behind']), { timeout: 5_000 })
    await vi.waitFor(() => expect(items()).toEqual([]))
    otherTab.close()
  })

  it('should wait as long as the server asks', async () => {
    const at: number[] = []
    serve((call) => {
      at.push(Date.now())
      return at.length === 1 ? { status: 429, json: { message: 'slow' }, headers: { 'Retry-After': '2' } } : stored(call)
    })

    say('1')

    await vi.waitFor(() => expect(items()).toEqual([]), { timeout: 5_000 })
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(1_990)
  })

  it('should keep a refused message with its reason, go on with the next, and send it when asked to', async () => {
    let refuse = true
    serve((call) => (refuse && (call.json as { text: string }).text === 'bad' ? { status: 403, json: { message: 'Not allowed' } } : stored(call)))

    say('bad')
    say('good')

    await vi.waitFor(() => expect(items().map((item) => item.refusal)).toEqual(['Not allowed']))
    refuse = false
    retry(items()[0]?.id ?? '')
    await vi.waitFor(() => expect(items()).toEqual([]))
  })

  it('should survive a reload, and then send it once', async () => {
    serve(() => 'unreachable')
    say('kept')
    await vi.waitFor(async () => expect(await readOutbox(alice)).toHaveLength(1))

    useOutbox.setState({ items: [], progress: {} })
    await reload(alice)
    expect(items().map((item) => item.text)).toEqual(['kept'])
    const calls = serve(stored)
    flushAll()

    await vi.waitFor(() => expect(items()).toEqual([]))
    expect(textsSent(calls)).toEqual(['kept'])
  })

  it('should never send in another name', async () => {
    serve(() => 'unreachable')
    say('mine')
    await vi.waitFor(async () => expect(await readOutbox(alice)).toHaveLength(1))
    signOut()
    signIn(aToken(3_600), aWireUser({ _id: 'c'.repeat(24) }))

    const calls = serve(stored)
    flushAll()
    await new Promise((resolve) => setTimeout(resolve, 50))

    expect(calls).toEqual([])
  })

  it('should send nothing of what was discarded', async () => {
    serve(() => 'unreachable')
    say('never')
    discard(items()[0]?.id ?? '')

    const calls = serve(stored)
    flushAll()
    await reload(alice)

    expect(items()).toEqual([])
    expect(calls).toEqual([])
  })
})
