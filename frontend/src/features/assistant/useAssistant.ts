import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { addMessages, loadNewest, toMessage, useMessages } from '@/features/messages'
import { ApiError } from '@/lib/http'
import { readJson, writeJson } from '@/lib/storage'
import { ask, type Answer } from './ask'

const KEY = 'chatspace.assistant'

export type Exchange = { phase: 'idle' } | { phase: 'asking'; prompt: string; text: string } | { phase: 'failed'; prompt: string; message: string }

/** My conversation with the assistant: what was said before, and the answer that is coming. */
export function useAssistant() {
  const [id, setId] = useState(() => {
    const stored = readJson(KEY)
    return typeof stored === 'string' ? stored : null
  })
  const [exchange, setExchange] = useState<Exchange>({ phase: 'idle' })
  const abort = useRef<AbortController>(null)
  useEffect(() => () => abort.current?.abort(), [])

  useEffect(() => {
    useMessages.setState({ open: id })
    return () => useMessages.setState({ open: null })
  }, [id])

  const history = useQuery({
    queryKey: ['assistant', id],
    enabled: id !== null,
    queryFn: async () => {
      if (id !== null) await loadNewest(id)
      return true
    },
  })

  function keep(answer: Answer): void {
    const assistant = answer.aiMessage?.senderId
    if (assistant === undefined) return
    writeJson(KEY, assistant)
    setId(assistant)
    addMessages(assistant, [answer.userMessage, answer.aiMessage].flatMap((wire) => (wire == null ? [] : [toMessage(wire)])))
  }

  async function say(prompt: string): Promise<void> {
    abort.current = new AbortController()
    setExchange({ phase: 'asking', prompt, text: '' })
    try {
      const answer = await ask(prompt, abort.current.signal, (text) => setExchange({ phase: 'asking', prompt, text }))
      if (answer !== null) keep(answer)
      else if (id !== null) await loadNewest(id)
      setExchange({ phase: 'idle' })
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') {
        if (id !== null) await loadNewest(id).catch(() => undefined)
        setExchange({ phase: 'idle' })
        return
      }
      setExchange({ phase: 'failed', prompt, message: error instanceof ApiError && error.status !== 0 ? error.message : '' })
    }
  }

  return { id, exchange, say, stop: () => abort.current?.abort(), loading: history.isLoading, dismiss: () => setExchange({ phase: 'idle' }) }
}
