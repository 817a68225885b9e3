import type { QueryClient } from '@tanstack/react-query'
import { io, type Socket } from 'socket.io-client'
import * as z from 'zod/mini'
import { apiOrigin } from '@/config/env'
import { catchUp, loadNewest, useMessages } from '@/features/messages'
import { flushAll } from '@/features/outbox'
import { changeOnline, PEOPLE_KEY, setOnline } from '@/features/people'
import { currentToken, renewToken, signOut, useSession } from '@/features/session'
import { OnlineAck, PresenceDiff } from '@/lib/wire'
import { Receiver } from './receive'
import { useStatus } from './status'
import { takePiece } from './stream'
import { readSwitches, useSwitches } from './switches'

const ACK_TIMEOUT_MS = 5_000
/** As many as the server lets one socket watch. */
const MOST_WATCHED = 2_000
/** Moves the place in the changes feed on, so that catching up after a long day stays short. */
const FEED_EVERY_MS = 5 * 60_000

/** The one socket of this page, and what happens when it comes and goes. Made at sign-in, closed at sign-out. */
export class Connection {
  private readonly socket: Socket
  private readonly receiver: Receiver
  private readonly feedTimer: ReturnType<typeof setInterval>
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private retryWait = 1_000
  private usedToken = ''
  private watched: string[] = []
  /** Whether the changes feed has been read before, so that reading it again leaves no gap. */
  private followed = false
  private closed = false

  constructor(private readonly queries: QueryClient) {
    this.receiver = new Receiver(queries)
    this.socket = io(apiOrigin === '' ? '/' : apiOrigin, {
      auth: (give) => void this.credentials().then(give),
      reconnectionDelay: 500,
      reconnectionDelayMax: 8_000,
      forceNew: true,
    })
    this.listen()
    this.feedTimer = setInterval(() => void this.bringUpToDate(), FEED_EVERY_MS)
    window.addEventListener('online', this.wake)
    document.addEventListener('visibilitychange', this.wake)
    useStatus.setState({ link: 'connecting' })
  }

  close(): void {
    this.closed = true
    clearInterval(this.feedTimer)
    clearTimeout(this.retryTimer)
    window.removeEventListener('online', this.wake)
    document.removeEventListener('visibilitychange', this.wake)
    this.socket.removeAllListeners()
    this.socket.disconnect()
  }

  /** Tells the server whose presence this page shows. */
  watch(ids: string[]): void {
    this.watched = ids
    if (!this.socket.connected || ids.length === 0) return
    this.socket.timeout(ACK_TIMEOUT_MS).emit('presence:watch', ids.slice(0, MOST_WATCHED), (error: Error | null, answer: unknown) => {
      // A server without it sends everybody's presence by itself.
      const ack = OnlineAck.safeParse(answer)
      if (error === null && ack.success) setOnline(ack.data.online)
    })
  }

  /** Best effort: lost when the socket is away. */
  typing(to: string, active: boolean): void {
    if (this.socket.connected) this.socket.volatile.emit('typing', { to, active })
  }

  /** A message or receipt that another tab of this browser learned of. */
  get fromTabs(): Receiver {
    return this.receiver
  }

  private async credentials(): Promise<object> {
    this.usedToken = (await currentToken().catch(() => null)) ?? ''
    return { token: this.usedToken, presence: 'watch', receipts: true }
  }

  private listen(): void {
    const { socket, receiver } = this
    socket.on('connect', () => this.connected())
    socket.on('disconnect', (reason) => {
      useStatus.setState({ link: 'lost' })
      // The server ended it, and the client would stay away for good.
      if (reason === 'io server disconnect') this.reconnectLater()
    })
    socket.on('connect_error', (error) => {
      useStatus.setState({ link: 'lost' })
      if (error.message.includes('Authentication error')) void this.refused(error.message)
      else if (!socket.active) this.reconnectLater()
    })
    socket.on('newMessage', (message: unknown, ack: unknown) => {
      receiver.message(message)
      if (typeof ack === 'function') (ack as () => void)()
    })
    socket.on('messageSent', (message: unknown) => receiver.message(message))
    socket.on('messageDelivered', (payload: unknown) => receiver.delivered(payload))
    socket.on('messageSeen', (payload: unknown) => receiver.seen(payload))
    socket.on('typing', (payload: unknown) => receiver.typing(payload))
    socket.on('getOnlineUsers', (payload: unknown) => {
      const ids = z.array(z.string()).safeParse(payload)
      if (ids.success) setOnline(ids.data)
    })
    socket.on('presence:diff', (payload: unknown) => {
      const diff = PresenceDiff.safeParse(payload)
      if (diff.success) changeOnline(diff.data.joins, diff.data.leaves)
    })
    socket.on('aiStatusChanged', (enabled: unknown) => {
      if (typeof enabled === 'boolean') useSwitches.setState({ assistant: enabled })
    })
    socket.on('uploadsStatusChanged', (enabled: unknown) => {
      if (typeof enabled === 'boolean') useSwitches.setState({ uploads: enabled })
    })
    socket.on('ai:delta', takePiece)
    socket.on('auth:expiring', (...args: unknown[]) => {
      const ack = args.at(-1)
      if (typeof ack !== 'function') return
      void renewToken(this.usedToken)
        .then((token) => {
          if (token === null) return
          this.usedToken = token
          ;(ack as (token: string) => void)(token)
        })
        .catch(() => undefined)
    })
  }

  private connected(): void {
    this.retryWait = 1_000
    useStatus.setState({ link: 'connected' })
    this.watch(this.watched)
    flushAll()
    void readSwitches()
    void this.bringUpToDate()
  }

  /** Fetches what pushes may have missed. Safe at any time: everything is merged by id and version. */
  private async bringUpToDate(): Promise<void> {
    const me = useSession.getState().user?.id
    if (me === undefined || this.closed) return
    try {
      const hasFeed = await catchUp(me, (message) => this.receiver.take(message, false))
      void this.queries.invalidateQueries({ queryKey: PEOPLE_KEY })
      // The feed is followed from its first answer on: what came between a conversation's history and that is in neither.
      const followed = this.followed
      this.followed = hasFeed
      const { open } = useMessages.getState()
      if (!followed && open !== null) await loadNewest(open)
    } catch {
      // Unreachable or signed out: the next connect tries again.
    }
  }

  /** The server will not have our token: try for another one, and sign out only when there is none. */
  private async refused(message: string): Promise<void> {
    const used = this.usedToken
    try {
      const token = await renewToken(used)
      if (this.closed) return
      if (token === null || token === used) signOut(message)
      else this.socket.connect()
    } catch {
      this.reconnectLater()
    }
  }

  private reconnectLater(): void {
    clearTimeout(this.retryTimer)
    this.retryTimer = setTimeout(() => this.socket.connect(), this.retryWait + Math.random() * 500)
    this.retryWait = Math.min(this.retryWait * 2, 15_000)
  }

  /** The network or the user came back: do not wait for the next try. */
  private readonly wake = (): void => {
    if (document.visibilityState !== 'visible') return
    if (!this.socket.connected) this.socket.connect()
    flushAll()
  }
}
