import { describe, expect, it } from 'vitest'
import { aMessage } from '@/testing/builders'
import { mark, merge } from './model'

describe('merge', () => {
  it('should keep messages in order whatever order they come in', () => {
    const [a, b, c] = [aMessage(), aMessage(), aMessage()]

    expect(merge(merge([], [c, a]), [b]).map((message) => message.id)).toEqual([a.id, b.id, c.id])
  })

  it('should hold each message once and return the same list when nothing is new', () => {
    const list = merge([], [aMessage(), aMessage()])

    expect(merge(list, [...list])).toBe(list)
  })

  it('should order messages of the same millisecond by id', () => {
    const a = aMessage({ id: '1', at: 5 })
    const b = aMessage({ id: '2', at: 5 })

    expect(merge([b], [a])).toEqual([a, b])
  })

  it('should take the higher version', () => {
    const old = aMessage({ version: 1, text: 'old' })
    const edited = { ...old, version: 2, text: 'new' }

    expect(merge([edited], [old])[0]?.text).toBe('new')
    expect(merge([old], [edited])[0]?.text).toBe('new')
  })

  it('should never take a receipt back, even from a higher version', () => {
    const seen = aMessage({ seen: true, delivered: true, version: 1 })

    expect(merge([seen], [{ ...seen, seen: false, delivered: false, version: 2 }])[0]).toMatchObject({ seen: true, delivered: true, version: 2 })
  })
})

describe('mark', () => {
  it('should mark what is named and nothing else', () => {
    const [a, b] = [aMessage(), aMessage()]

    expect(mark([a, b], new Set([a.id]), 'seen').map((message) => message.seen)).toEqual([true, false])
  })

  it('should count what is seen as delivered', () => {
    const message = aMessage()

    expect(mark([message], new Set([message.id]), 'seen')[0]?.delivered).toBe(true)
  })

  it('should return the same list when nothing changes', () => {
    const list = [aMessage({ seen: true, delivered: true })]

    expect(mark(list, new Set([list[0]?.id ?? '']), 'delivered')).toBe(list)
  })
})
