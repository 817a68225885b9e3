import { create } from 'zustand'
import * as z from 'zod/mini'

const Piece = z.object({ delta: z.string(), replyTo: z.string(), end: z.optional(z.string()) })

interface Answer {
  /** Id of the question. */
  replyTo: string
  text: string
}

const none: Answer = { replyTo: '', text: '' }

/** What has come of the assistant's newest answer, whichever tab or device asked: the server tells all sockets of the user. */
export const useAnswer = create<Answer>(() => none)

export function takePiece(payload: unknown): void {
  const piece = Piece.safeParse(payload)
  if (!piece.success) return
  const { delta, replyTo, end } = piece.data
  useAnswer.setState((before) => (end !== undefined ? none : { replyTo, text: before.replyTo === replyTo ? before.text + delta : delta }))
}

export function forgetAnswer(): void {
  useAnswer.setState(none)
}
