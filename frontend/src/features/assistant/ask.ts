import * as z from 'zod/mini'
import { ApiError, send } from '@/lib/http'
import { readEvents } from '@/lib/sse'
import { AssistantAnswer } from '@/lib/wire'

/** One piece of a streamed answer: our own form, or that of a chat-completions endpoint passed through. */
const Piece = z.object({
  delta: z.optional(z.string()),
  content: z.optional(z.string()),
  choices: z.optional(z.array(z.object({ delta: z.optional(z.object({ content: z.optional(z.nullable(z.string())) })) }))),
  message: z.optional(z.unknown()),
})

export type Answer = z.infer<typeof AssistantAnswer>

/**
 * Asks the assistant and hands over its answer as it comes. Returns the whole once it is there; null when the stream
 * ended without saying what was stored.
 */
export async function ask(prompt: string, signal: AbortSignal, onText: (text: string) => void): Promise<Answer | null> {
  const response = await send('/api/ai/chat', { method: 'POST', json: { prompt, stream: true }, signal })
  if (response.headers.get('Content-Type')?.includes('text/event-stream') !== true) {
    const answer = AssistantAnswer.parse(await response.json())
    onText(answer.content)
    return answer
  }
  let text = ''
  for await (const { event, data } of readEvents(response)) {
    if (data === '[DONE]') return null
    const json = parse(data)
    if (event === 'error') throw new ApiError(messageOf(json), 502, 'assistant')
    const whole = AssistantAnswer.safeParse(json)
    if (whole.success && (whole.data.aiMessage ?? null) !== null) return whole.data
    text += pieceOf(json)
    onText(text)
  }
  return null
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return data
  }
}

function pieceOf(json: unknown): string {
  if (typeof json === 'string') return json
  const piece = Piece.safeParse(json)
  return piece.success ? (piece.data.delta ?? piece.data.choices?.[0]?.delta?.content ?? piece.data.content ?? '') : ''
}

function messageOf(json: unknown): string {
  const piece = Piece.safeParse(json)
  return piece.success && typeof piece.data.message === 'string' ? piece.data.message : ''
}
