import { describe, expect, it } from 'vitest'
import type { Pending } from '@/features/outbox'
import { alice, aMessage, bob } from '@/testing/builders'
import { buildRows, type Row } from './rows'

const noon = new Date(2026, 2, 3, 12).getTime()
const minute = 60_000
const aPending = (fields: Partial<Pending> = {}): Pending => ({
  id: 'c1',
  owner: alice,
  conversation: bob,
  text: 'x',
  picture: null,
  pictureName: '',
  at: noon,
  refusal: null,
  ...fields,
})
const places = (rows: Row[]) => rows.flatMap((row) => (row.kind === 'message' || row.kind === 'pending' ? [row.place] : []))

describe('buildRows', () => {
  it('should begin each day with its separator', () => {
    const rows = buildRows([aMessage({ at: noon }), aMessage({ at: noon + 24 * 60 * minute })], [], alice, null)

    expect(rows.map((row) => row.kind)).toEqual(['day', 'message', 'day', 'message'])
  })

  it('should group what one person writes within five minutes', () => {
    const rows = buildRows([0, 1, 2, 9].map((after) => aMessage({ at: noon + after * minute })), [], alice, null)

    expect(places(rows)).toEqual([
      { first: true, last: false },
      { first: false, last: false },
      { first: false, last: true },
      { first: true, last: true },
    ])
  })

  it('should not group the two sides', () => {
    const rows = buildRows([aMessage({ at: noon }), aMessage({ at: noon + 1, from: alice, to: bob })], [], alice, null)

    expect(places(rows)).toEqual([
      { first: true, last: true },
      { first: true, last: true },
    ])
  })

  it('should set the news apart from the first unseen message, counting only the other side', () => {
    const list = [aMessage({ at: noon }), aMessage({ at: noon + 1 }), aMessage({ at: noon + 2, from: alice, to: bob }), aMessage({ at: noon + 3 })]

    const rows = buildRows(list, [], alice, { count: 2, lastId: list[3]?.id ?? '' })

    expect(rows.map((row) => row.kind)).toEqual(['day', 'message', 'news', 'message', 'message', 'message'])
  })

  it('should show a message once while both the queue and the server have it, under one key', () => {
    const waiting = buildRows([], [aPending()], alice, null)
    const both = buildRows([aMessage({ from: alice, to: bob, clientId: 'c1', at: noon })], [aPending()], alice, null)

    expect(both.map((row) => row.kind)).toEqual(['day', 'message'])
    expect(both.at(-1)?.key).toBe(waiting.at(-1)?.key)
  })

  it('should build the rows of ten thousand messages in linear time', () => {
    const list = Array.from({ length: 10_000 }, (_, index) => aMessage({ at: noon + index * minute }))
    buildRows(list, [], alice, null)

    const started = performance.now()
    buildRows(list, [], alice, null)

    expect(performance.now() - started).toBeLessThan(250)
  })
})
