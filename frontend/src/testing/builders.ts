import { vi } from 'vitest'
import type { Message } from '@/features/messages'
import type { WireMessage, WireUser } from '@/lib/wire'

export const alice = 'a'.repeat(24)
export const bob = 'b'.repeat(24)

let counter = 0

/** A message as the app keeps it; name only what the test is about. */
export function aMessage(fields: Partial<Message> = {}): Message {
  counter += 1
  return {
    id: counter.toString(16).padStart(24, '0'),
    from: bob,
    to: alice,
    text: `message ${counter}`,
    picture: null,
    seen: false,
    delivered: false,
    version: 1,
    at: Date.UTC(2026, 0, 5, 12) + counter * 1_000,
    clientId: null,
    ...fields,
  }
}

export function aWireMessage(fields: Partial<WireMessage> = {}): WireMessage {
  const message = aMessage()
  return {
    _id: message.id,
    senderId: message.from,
    receiverId: message.to,
    text: message.text,
    image: '',
    seen: false,
    createdAt: new Date(message.at).toISOString(),
    delivered: false,
    version: 1,
    ...fields,
  }
}

export function aWireUser(fields: Partial<WireUser> = {}): WireUser {
  return { _id: alice, fullName: 'Alice', email: 'alice@example.org', profilePic: '', bio: '', ...fields }
}

/** An unsigned token that says when it ends. */
export function aToken(expiresInSeconds: number, mark = ''): string {
  const claims = btoa(JSON.stringify({ exp: Math.floor(Date.now() / 1000) + expiresInSeconds, mark }))
  return `e30.${claims}.sig`
}

export interface Call {
  method: string
  path: string
  headers: Headers
  json: unknown
}

type Reply = { status?: number; json?: unknown; headers?: Record<string, string> } | 'unreachable'

/** Answers fetch from `reply` and returns the list of requests that were made. */
export function serve(reply: (call: Call) => Reply | Promise<Reply>): Call[] {
  const calls: Call[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const json: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    const call = { method: init.method ?? 'GET', path, headers: new Headers(init.headers), json }
    calls.push(call)
    const answer = await reply(call)
    if (answer === 'unreachable') throw new TypeError('Failed to fetch')
    return new Response(JSON.stringify(answer.json ?? {}), { status: answer.status ?? 200, headers: answer.headers ?? {} })
  })
  return calls
}
