import * as z from 'zod/mini'

/** Shapes on the wire, as lenient as a good reader is: unknown fields pass, extras that older servers lack have defaults. */

export const WireUser = z.object({
  _id: z.string(),
  fullName: z.string(),
  email: z.optional(z.string()),
  profilePic: z._default(z.string(), ''),
  bio: z._default(z.string(), ''),
})
export type WireUser = z.infer<typeof WireUser>

export const WireMessage = z.object({
  _id: z.string(),
  senderId: z.string(),
  receiverId: z.string(),
  text: z._default(z.string(), ''),
  image: z._default(z.string(), ''),
  seen: z._default(z.boolean(), false),
  createdAt: z.string(),
  delivered: z._default(z.boolean(), false),
  version: z._default(z.number(), 0),
  clientMessageId: z.optional(z.nullable(z.string())),
  imageMeta: z.optional(
    z.nullable(z.object({ width: z.number(), height: z.number(), thumb: z._default(z.string(), ''), blurhash: z._default(z.string(), '') })),
  ),
})
export type WireMessage = z.infer<typeof WireMessage>

export const SignedIn = z.object({ userData: WireUser, token: z.string(), message: z._default(z.string(), '') })
export const Profile = z.object({ user: WireUser })
export const UpdatedProfile = z.object({ updatedUser: WireUser })
export const Directory = z.object({ users: z.array(WireUser), unseenMsgs: z.record(z.string(), z.number()) })
export const History = z.object({ messages: z.array(WireMessage) })
export const Sent = z.object({ newMessage: WireMessage })
export const Changes = z.object({ messages: z.array(WireMessage), cursor: z.string(), more: z._default(z.boolean(), false) })
export const Switched = z.object({ enabled: z.boolean() })
export const AssistantAnswer = z.object({
  content: z._default(z.string(), ''),
  userMessage: z.optional(z.nullable(WireMessage)),
  aiMessage: z.optional(z.nullable(WireMessage)),
})
export const Sessions = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      device: z._default(z.string(), ''),
      address: z._default(z.string(), ''),
      lastUsedAt: z._default(z.string(), ''),
      createdAt: z._default(z.string(), ''),
      current: z._default(z.boolean(), false),
    }),
  ),
})

export const LastSeen = z.object({ lastSeen: z.optional(z.nullable(z.string())) })
export const OnlineAck = z.object({ online: z.array(z.string()) })
export const PresenceDiff = z.object({ joins: z._default(z.array(z.string()), []), leaves: z._default(z.array(z.string()), []) })
export const Typing = z.object({ from: z.string(), active: z._default(z.boolean(), true) })

/** A receipt names one message or many; the reader or receiver comes under one of several names. */
const WireReceipt = z.object({
  _id: z.optional(z.string()),
  ids: z.optional(z.array(z.string())),
  messageIds: z.optional(z.array(z.string())),
  readerId: z.optional(z.string()),
  senderId: z.optional(z.string()),
})
export interface Receipt {
  ids: string[]
  readerId: string | null
  senderId: string | null
}

export function readReceipts(payload: unknown): Receipt[] {
  const list: unknown[] = Array.isArray(payload) ? payload : [payload]
  return list.flatMap((item) => {
    const parsed = WireReceipt.safeParse(item)
    if (!parsed.success) return []
    const { _id, ids, messageIds, readerId, senderId } = parsed.data
    return [{ ids: messageIds ?? ids ?? (_id === undefined ? [] : [_id]), readerId: readerId ?? null, senderId: senderId ?? null }]
  })
}
