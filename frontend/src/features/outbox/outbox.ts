import { v4 as newId } from 'uuid'
import { addMessages, noteRecent, type ConversationId } from '@/features/messages'
import { useSession } from '@/features/session'
import { ApiError } from '@/lib/http'
import { exclusively } from '@/lib/locks'
import { onTabEvent, tellTabs } from '@/lib/tabs'
import { clearOutbox, deletePending, readOutbox, writePending, type Pending } from './db'
import { post } from './post'
import { pendingOf, setItems, setProgress, useOutbox } from './store'

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000

const running = new Set<ConversationId>()
const waits = new Map<ConversationId, { ms: number; timer: ReturnType<typeof setTimeout> | undefined }>()
const aborts = new Map<string, AbortController>()
/** On screen, and on their way into the database. */
const unwritten = new Set<string>()
/** Off the screen, and on their way out of the database. */
const dropped = new Set<string>()

let lastMoment = 0

/** The time in ms, later each time: what is written within one ms keeps its order. */
function nextMoment(): number {
  lastMoment = Math.max(Date.now(), lastMoment + 1)
  return lastMoment
}

export interface Draft {
  conversation: ConversationId
  text: string
  picture: File | null
}

/** Puts a message in the queue. It is on screen when this returns, and goes out as soon as it can. */
export function enqueue(draft: Draft): void {
  const owner = useSession.getState().user?.id
  if (owner === undefined) return
  const item: Pending = {
    // Unlike crypto.randomUUID this is there on plain http too, as on a local network.
    id: newId(),
    owner,
    conversation: draft.conversation,
    text: draft.text,
    picture: draft.picture,
    pictureName: draft.picture?.name ?? '',
    at: nextMoment(),
    refusal: null,
  }
  setItems((items) => [...items, item])
  unwritten.add(item.id)
  void writePending(item)
    .catch(() => undefined)
    .finally(() => {
      unwritten.delete(item.id)
      tellTabs({ type: 'outbox' })
    })
  flush(item.conversation)
}

/** Tries again what was refused, or what is waiting. */
export function retry(id: string): void {
  const item = useOutbox.getState().items.find((candidate) => candidate.id === id)
  if (item === undefined) return
  replace({ ...item, refusal: null })
  void writePending({ ...item, refusal: null })
  flush(item.conversation)
}

/** Takes a message back that the server does not have yet; stops its upload. */
export function discard(id: string): void {
  aborts.get(id)?.abort()
  drop(id)
}

/** Sends what waits, in each conversation in its order. */
export function flushAll(): void {
  for (const conversation of new Set(useOutbox.getState().items.map((item) => item.conversation))) flush(conversation)
}

function flush(conversation: ConversationId): void {
  const wait = waits.get(conversation)
  clearTimeout(wait?.timer)
  if (running.has(conversation)) return
  running.add(conversation)
  void exclusively(`outbox:${conversation}`, () => drain(conversation)).finally(() => {
    running.delete(conversation)
    // Something may have been queued between the last look and here.
    if (waits.get(conversation)?.timer === undefined && next(conversation) !== undefined) flush(conversation)
  })
}

function next(conversation: ConversationId): Pending | undefined {
  return pendingOf(useOutbox.getState().items, conversation).find((item) => item.refusal === null)
}

async function drain(conversation: ConversationId): Promise<void> {
  waits.set(conversation, { ms: waits.get(conversation)?.ms ?? FIRST_WAIT_MS, timer: undefined })
  const owner = useSession.getState().user?.id
  // Another tab may have sent what this one still shows.
  if (owner !== undefined) await reload(owner)
  for (let item = next(conversation); item !== undefined; item = next(conversation)) {
    if (item.owner !== useSession.getState().user?.id) return
    if (!(await attempt(item))) return
  }
}

/** Returns whether the next one may be tried. */
async function attempt(item: Pending): Promise<boolean> {
  const abort = new AbortController()
  aborts.set(item.id, abort)
  setProgress(item.id, 0)
  try {
    const { wire, message } = await post(item, abort.signal, (share) => setProgress(item.id, share))
    addMessages(item.conversation, [message])
    noteRecent([message], item.owner)
    drop(item.id)
    tellTabs({ type: 'sent', message: { ...wire, clientMessageId: item.id } })
    waits.set(item.conversation, { ms: FIRST_WAIT_MS, timer: undefined })
    return true
  } catch (error) {
    if (abort.signal.aborted) return true
    if (error instanceof ApiError && error.status === 401) return false
    if (error instanceof ApiError && !error.transient) {
      const refused = { ...item, refusal: error.message }
      replace(refused)
      await writePending(refused)
      return true
    }
    waitThenFlush(item.conversation, error instanceof ApiError ? error.retryAfter : null)
    return false
  } finally {
    aborts.delete(item.id)
    setProgress(item.id, null)
  }
}

function waitThenFlush(conversation: ConversationId, asked: number | null): void {
  const ms = waits.get(conversation)?.ms ?? FIRST_WAIT_MS
  const timer = setTimeout(() => flush(conversation), (asked ?? ms) + Math.random() * 250)
  waits.set(conversation, { ms: Math.min(ms * 2, LONGEST_WAIT_MS), timer })
}

function replace(item: Pending): void {
  setItems((items) => items.map((other) => (other.id === item.id ? item : other)))
}

function drop(id: string): void {
  setItems((items) => items.filter((item) => item.id !== id))
  dropped.add(id)
  void deletePending(id)
    .then(() => dropped.delete(id))
    .catch(() => undefined)
    .finally(() => tellTabs({ type: 'outbox' }))
}

/** The server has this message, as a push or a page of history told: no need to wait for the answer. */
export function settle(clientId: string | null): void {
  if (clientId !== null && useOutbox.getState().items.some((item) => item.id === clientId)) drop(clientId)
}

/** Reads the queue of this user from the database: after a reload, or when another tab changed it. */
export async function reload(owner: string): Promise<void> {
  const items = await readOutbox(owner)
  if (items === null || owner !== useSession.getState().user?.id) return
  setItems((now) => {
    const stored = items.filter((item) => !dropped.has(item.id))
    const known = new Set(stored.map((item) => item.id))
    return [...stored, ...now.filter((item) => !known.has(item.id) && unwritten.has(item.id))].sort((a, b) => a.at - b.at)
  })
}

/** For a log-out that the user asked for: nothing of theirs stays behind. */
export async function forgetOutbox(owner: string): Promise<void> {
  aborts.forEach((abort) => abort.abort())
  setItems(() => [])
  await clearOutbox(owner)
}

/** What another tab queued is for this one too: that tab may be closed before it could send it. One sends at a time. */
function standIn(): void {
  for (const { conversation } of useOutbox.getState().items.filter((item) => item.refusal === null)) {
    if (running.has(conversation) || waits.get(conversation)?.timer !== undefined) continue
    waits.set(conversation, { ms: FIRST_WAIT_MS, timer: setTimeout(() => flush(conversation), FIRST_WAIT_MS) })
  }
}

onTabEvent((event) => {
  const owner = useSession.getState().user?.id
  if (event.type === 'outbox' && owner !== undefined) void reload(owner).then(standIn)
})
