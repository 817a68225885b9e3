export type { Pending } from './db'
export { discard, enqueue, flushAll, forgetOutbox, reload, retry, settle, type Draft } from './outbox'
export { pendingOf, useOutbox } from './store'
