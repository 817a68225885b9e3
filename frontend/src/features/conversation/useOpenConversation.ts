import { useCallback, useEffect, useState } from 'react'
import { countUnseen, isWatched, loadNewest, markSeen, noteRecent, threadOf, useMessages } from '@/features/messages'
import { useStatus } from '@/features/connection'
import type { News } from './rows'

/** While it is on screen, a conversation is loaded, and what comes in is marked as seen as soon as someone looks. */
export function useOpenConversation(conversation: string, me: string): { failed: boolean; news: News | null; reload: () => void } {
  const [failed, setFailed] = useState(false)
  const [news, setNews] = useState<News | null>(null)
  const connected = useStatus((status) => status.link === 'connected')

  const reload = useCallback(() => {
    const unseen = useMessages.getState().unseen[conversation] ?? 0
    loadNewest(conversation)
      .then(() => {
        setFailed(false)
        const { messages } = threadOf(useMessages.getState(), conversation)
        noteRecent(messages.slice(-1), me)
        const last = messages.at(-1)
        if (unseen > 0 && last !== undefined) setNews((before) => before ?? { count: unseen, lastId: last.id })
        // The server has marked the page as seen by handing it out.
        countUnseen(conversation, () => 0)
        if (isWatched()) void markSeen(conversation).catch(() => undefined)
      })
      .catch(() => setFailed(true))
  }, [conversation, me])

  useEffect(() => {
    useMessages.setState({ open: conversation })
    reload()
    const look = (): void => {
      if (isWatched()) void markSeen(conversation).catch(() => undefined)
    }
    document.addEventListener('visibilitychange', look)
    window.addEventListener('focus', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('focus', look)
      useMessages.setState({ open: null })
    }
  }, [conversation, reload])

  // A page that could not be had is asked for again when the connection is back.
  useEffect(() => {
    if (connected && failed) reload()
    // Only on the change of the connection: a refusal that stays would ask for ever.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [connected])

  return { failed, news, reload }
}
