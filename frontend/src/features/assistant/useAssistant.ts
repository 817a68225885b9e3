import { useEffect, useRef, useState } from 'react'
import { useOpenConversation } from '@/features/conversation'
import { addMessages, loadNewest, threadOf, toMessage, useMessages } from '@/features/messages'
import { noteAssistant, useAssistantId } from '@/features/people'
import { ApiError } from '@/lib/http'
import { ask, type Answer } from './ask'

export type Exchange =
  | { phase: 'idle' }
  | { phase: 'asking'; prompt: string; text: string }
  | { phase: 'failed'; prompt: string; message: string }

/** My conversation with the assistant: what was said before, and the answer that is coming. */
export function useAssistant(me: string) {
  const id = useAssistantId((assistant) => assistant.id)
  const thread = useMessages((state) => threadOf(state, id))
  const { failed, reload } = useOpenConversation(id, me)
  const [exchange, setExchange] = useState<Exchange>({ phase: 'idle' })
  // What stood last when the question was asked; null while nobody knows.
  const [before, setBefore] = useState<string | null>(null)
  const abort = useRef<AbortController>(null)
  useEffect(() => () => abort.current?.abort(), [])

  function keep(answer: Answer): void {
    const assistant = answer.aiMessage?.senderId
    if (assistant === undefined) return
    noteAssistant(assistant)
    addMessages(assistant, [answer.userMessage, answer.aiMessage].flatMap((wire) => (wire == null ? [] : [toMessage(wire)])))
  }

  async function say(prompt: string): Promise<void> {
    abort.current = new AbortController()
    setExchange({ phase: 'asking', prompt, text: '' })
    setBefore(thread.loaded ? (thread.messages.at(-1)?.id ?? '') : null)
    try {
      const answer = await ask(prompt, abort.current.signal, (text) => setExchange({ phase: 'asking', prompt, text }))
      if (answer !== null) keep(answer)
      else await loadNewest(id)
      setExchange({ phase: 'idle' })
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') {
        await loadNewest(id).catch(() => undefined)
        setExchange({ phase: 'idle' })
        return
      }
      setExchange({ phase: 'failed', prompt, message: error instanceof ApiError && error.status !== 0 ? error.message : '' })
    }
  }

  // The server tells of question and answer by pushes too, which may be here first.
  const pushed = before === null ? [] : thread.messages.slice(thread.messages.findIndex((message) => message.id === before) + 1)
  const asked = exchange.phase !== 'idle' && pushed.some((message) => message.from === me && message.text === exchange.prompt)
  const answered = exchange.phase === 'asking' && asked && pushed.at(-1)?.from !== me

  return { id, thread, asked, answered, failed, reload, exchange, say, stop: () => abort.current?.abort(), dismiss: () => setExchange({ phase: 'idle' }) }
}
