import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { ConversationId } from '@/features/messages'

/** A message on its way: kept in this browser until the server has it. */
export interface Pending {
  /** The client message id: the server makes one message of it, however often it is sent. */
  id: string
  /** Whose message it is. Never sent in another user's name. */
  owner: string
  conversation: ConversationId
  text: string
  picture: Blob | null
  pictureName: string
  at: number
  /** A refusal that will not go away by itself; null while it is worth trying. */
  refusal: string | null
}

interface Schema extends DBSchema {
  outbox: { key: string; value: Pending; indexes: { owner: string } }
}

let opened: Promise<IDBPDatabase<Schema> | null> | null = null

/** Null where the browser has no database for us (some private windows): the queue then lives as long as the page. */
function database(): Promise<IDBPDatabase<Schema> | null> {
  opened ??= openDB<Schema>('chatspace', 1, {
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('owner', 'owner')
    },
  }).catch(() => null)
  return opened
}

/** Everything that `owner` has not got out yet, oldest first; null without a database. */
export async function readOutbox(owner: string): Promise<Pending[] | null> {
  const db = await database()
  if (db === null) return null
  const items = await db.getAllFromIndex('outbox', 'owner', owner)
  return items.sort((a, b) => a.at - b.at)
}

export async function writePending(item: Pending): Promise<void> {
  await (await database())?.put('outbox', item)
}

export async function deletePending(id: string): Promise<void> {
  await (await database())?.delete('outbox', id)
}

export async function clearOutbox(owner: string): Promise<void> {
  for (const item of (await readOutbox(owner)) ?? []) await deletePending(item.id)
}
