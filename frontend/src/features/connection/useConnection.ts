import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { forgetMessages, forgetRecent, markIn, countUnseen, resetFeed, setUnseen, useMessages } from '@/features/messages'
import { flushAll, reload, useOutbox } from '@/features/outbox'
import { forgetPresence, usePeople } from '@/features/people'
import { useSession } from '@/features/session'
import { onTabEvent } from '@/lib/tabs'
import { Connection } from './connection'
import { forgetAnswer } from './stream'

let connection: Connection | null = null

/** Keeps the socket while someone is signed in, and what depends on it in step. Used once, by the app. */
export function useConnection(): void {
  const me = useSession((session) => session.user?.id)
  const queries = useQueryClient()
  const people = usePeople().data

  useEffect(() => {
    if (me === undefined) return
    const made = new Connection(queries)
    connection = made
    void reload(me).then(flushAll)
    const stop = onTabEvent((event) => {
      if (event.type === 'sent') made.fromTabs.message(event.message)
      if (event.type === 'seen') {
        markIn(event.peer, event.ids, 'seen')
        countUnseen(event.peer, () => 0)
      }
    })
    return () => {
      stop()
      made.close()
      connection = null
      queries.clear()
      resetFeed()
      forgetMessages()
      forgetPresence()
      forgetRecent()
      forgetAnswer()
      useOutbox.setState({ items: [], progress: {} })
    }
  }, [me, queries])

  useEffect(() => {
    if (people === undefined) return
    const open = useMessages.getState().open
    setUnseen(open === null || document.visibilityState !== 'visible' ? people.unseen : { ...people.unseen, [open]: 0 })
    connection?.watch(people.list.map((person) => person.id))
  }, [people])
}

/** Tells someone that I am writing to them, or have stopped. */
export function sayTyping(to: string, active: boolean): void {
  connection?.typing(to, active)
}

