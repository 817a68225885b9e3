import { create } from 'zustand'
import * as z from 'zod/mini'

/** The part of the assistant's answer that has come so far, as the server streams it to this user's sockets. */
const Delta = z.object({ delta: z.optional(z.string()), content: z.optional(z.string()), text: z.optional(z.string()) })

export const useAnswer = create<{ text: string }>(() => ({ text: '' }))

export function readDelta(payload: unknown): string {
  if (typeof payload === 'string') return payload
  const parsed = Delta.safeParse(payload)
  return parsed.success ? (parsed.data.delta ?? parsed.data.content ?? parsed.data.text ?? '') : ''
}
