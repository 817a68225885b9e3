import { describe, expect, it } from 'vitest'
import { addReading, quantile, workOf, type Reading } from './figures'
import type { Node } from './wire'

const upTo = [1, 10, 100]

function aNode(fields: Partial<Node> = {}): Node {
  return {
    id: 'a',
    draining: false,
    sockets: 1,
    capacity: 10,
    load: 0.1,
    users: 1,
    startedAt: '2026-01-01T00:00:00.000Z',
    pushes: 0,
    latency: { upTo, counts: [0, 0, 0, 0] },
    ...fields,
  }
}

const reading = (at: number, ...nodes: Node[]): Reading => ({ at, nodes })

describe('addReading', () => {
  it('should keep a minute', () => {
    const readings = [0, 30_000, 59_000].map((at) => reading(at))

    expect(addReading(readings, reading(61_000)).map(({ at }) => at)).toEqual([30_000, 59_000, 61_000])
  })

  it('should not keep two of one moment, or of a clock that went back', () => {
    expect(addReading([reading(5), reading(9)], reading(5)).map(({ at }) => at)).toEqual([5])
  })
})

describe('workOf', () => {
  it('should know nothing of a first reading but what was delivered since the start', () => {
    const work = workOf([reading(0, aNode({ pushes: 500, latency: { upTo, counts: [0, 100, 0, 0] } }))])

    expect(work.pushesPerSecond).toBeNull()
    expect(work.latency).toMatchObject({ since: 'start', median: { ms: 5.5, longer: false } })
  })

  it('should add up what all nodes did between the first and the last reading', () => {
    const work = workOf([
      reading(0, aNode({ pushes: 100 }), aNode({ id: 'b', pushes: 7 })),
      reading(5_000, aNode({ pushes: 999 }), aNode({ id: 'b', pushes: 8 })),
      reading(10_000, aNode({ pushes: 150 }), aNode({ id: 'b', pushes: 17 })),
    ])

    expect(work.pushesPerSecond).toBe(6)
  })

  it('should take delivery from the last minute where there was any', () => {
    const before = aNode({ latency: { upTo, counts: [1_000, 0, 0, 0] } })
    const after = aNode({ latency: { upTo, counts: [1_000, 0, 10, 0] } })

    expect(workOf([reading(0, before), reading(1_000, after)]).latency).toEqual({
      since: 'minute',
      median: { ms: 55, longer: false },
      slow: { ms: 99.1, longer: false },
    })
    expect(workOf([reading(0, before), reading(1_000, before)]).latency?.since).toBe('start')
  })

  it('should not count what a node that was restarted, or is new, did before', () => {
    const again = aNode({ startedAt: '2026-01-02T00:00:00.000Z', pushes: 5_000 })
    const work = workOf([reading(0, aNode({ pushes: 9_000 })), reading(1_000, again, aNode({ id: 'new', pushes: 70 }))])

    expect(work.pushesPerSecond).toBe(0)
  })

  it('should go on without the figures of an older release, and without nodes', () => {
    const old: Node = { id: 'old', draining: false, sockets: 3, capacity: 10, load: 0.3 }

    expect(workOf([reading(0, old), reading(1_000, old)])).toEqual({ pushesPerSecond: 0, latency: null })
    expect(workOf([reading(0)])).toEqual({ pushesPerSecond: null, latency: null })
    expect(workOf([])).toEqual({ pushesPerSecond: null, latency: null })
  })
})

describe('quantile', () => {
  it('should say that something took longer than every bound', () => {
    expect(quantile([{ upTo, counts: [1, 0, 0, 99] }], 0.5)).toEqual({ ms: 100, longer: true })
  })

  it('should merge nodes, whose bounds may differ', () => {
    const merged = quantile(
      [
        { upTo: [10], counts: [50, 0] },
        { upTo: [20], counts: [50, 0] },
      ],
      0.75,
    )

    expect(merged).toEqual({ ms: 15, longer: false })
  })

  it('should have nothing to say of nothing', () => {
    expect(quantile([], 0.5)).toBeNull()
    expect(quantile([{ upTo, counts: [0, 0, 0, 0] }], 0.5)).toBeNull()
  })
})
