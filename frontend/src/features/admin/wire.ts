import * as z from 'zod/mini'
import { WireUser } from '@/lib/wire'

/** How often a duration was at most `upTo[i]` ms; the last count is of what took longer than all of them. */
const Histogram = z.object({ upTo: z.array(z.number()), counts: z.array(z.number()) })
export type Histogram = z.infer<typeof Histogram>

/** A node of an earlier release does not tell the optional ones. */
const Node = z.object({
  id: z.string(),
  draining: z.boolean(),
  sockets: z.number(),
  capacity: z.number(),
  load: z.number(),
  users: z.optional(z.number()),
  startedAt: z.optional(z.string()),
  pushes: z.optional(z.number()),
  latency: z.optional(Histogram),
})
export type Node = z.infer<typeof Node>

export const Nodes = z.object({ online: z.number(), nodes: z.array(Node) })
export const OneNode = z.object({ node: Node })

export const BannedPage = z.object({
  banned: z.array(z.object({ user: WireUser, bannedAt: z.string() })),
  total: z.number(),
  next: z.optional(z.string()),
})
