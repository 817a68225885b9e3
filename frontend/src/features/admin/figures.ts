import type { Histogram, Node } from './wire'

/** What all nodes told at one moment (ms). */
export interface Reading {
  at: number
  nodes: Node[]
}

/** How long something took: `ms`, or longer than that. */
export interface Quantile {
  ms: number
  longer: boolean
}

export interface Work {
  /** Null while there is only one reading. */
  pushesPerSecond: number | null
  /** Null where nothing was ever delivered. */
  latency: { median: Quantile; slow: Quantile; since: 'minute' | 'start' } | null
}

const MINUTE = 60_000

/** The readings of the last minute, with this one. */
export function addReading(before: readonly Reading[], reading: Reading): Reading[] {
  return [...before.filter(({ at }) => at < reading.at && reading.at - at <= MINUTE), reading]
}

/** What the nodes have done between the first of these readings and the last. */
export function workOf(readings: readonly Reading[]): Work {
  const [first, last] = [readings[0], readings.at(-1)]
  if (first === undefined || last === undefined) return { pushesPerSecond: null, latency: null }
  const pairs = last.nodes.map((node) => ({ node, before: first.nodes.find((other) => sameRun(node, other)) }))
  const seconds = (last.at - first.at) / 1_000
  // A node that came meanwhile is counted from the next reading on: who knows how long it has run.
  const pushes = pairs.reduce((sum, { node, before }) => sum + (before === undefined ? 0 : grown(before.pushes, node.pushes)), 0)
  const recent = pairs.flatMap(({ node, before }) => (before?.latency && node.latency ? [less(node.latency, before.latency)] : []))
  const all = last.nodes.flatMap((node) => node.latency ?? [])
  const latency = quantiles(recent)
  const ever = quantiles(all)
  return {
    pushesPerSecond: seconds > 0 ? pushes / seconds : null,
    latency: latency !== null ? { ...latency, since: 'minute' } : ever !== null ? { ...ever, since: 'start' } : null,
  }
}

/** Counters begin anew with each start. */
function sameRun(one: Node, other: Node): boolean {
  return one.id === other.id && one.startedAt !== undefined && one.startedAt === other.startedAt
}

function grown(before = 0, now = 0): number {
  return Math.max(0, now - before)
}

function less(now: Histogram, before: Histogram): Histogram {
  if (now.upTo.join() !== before.upTo.join()) return now
  return { upTo: now.upTo, counts: now.counts.map((count, index) => grown(before.counts[index], count)) }
}

function quantiles(histograms: readonly Histogram[]): { median: Quantile; slow: Quantile } | null {
  const [median, slow] = [quantile(histograms, 0.5), quantile(histograms, 0.99)]
  return median === null || slow === null ? null : { median, slow }
}

/** Within a bucket durations are taken to be spread evenly. Nodes may have bounds of their own. */
export function quantile(histograms: readonly Histogram[], share: number): Quantile | null {
  const merged = new Map<number, number>()
  for (const { upTo, counts } of histograms) {
    counts.forEach((count, index) => {
      const bound = upTo[index] ?? Infinity
      merged.set(bound, (merged.get(bound) ?? 0) + count)
    })
  }
  const buckets = [...merged].sort(([one], [other]) => one - other)
  const total = buckets.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0) return null
  let below = 0
  let from = 0
  for (const [bound, count] of buckets) {
    if (below + count >= share * total && count > 0) {
      if (bound === Infinity) return { ms: from, longer: true }
      return { ms: from + ((bound - from) * (share * total - below)) / count, longer: false }
    }
    below += count
    from = bound === Infinity ? from : bound
  }
  return null
}
