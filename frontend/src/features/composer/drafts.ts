import * as z from 'zod/mini'
import { readJson, writeJson } from '@/lib/storage'

const KEY = 'chatspace.drafts'
const Stored = z.record(z.string(), z.string())

function load(): Record<string, string> {
  const stored = Stored.safeParse(readJson(KEY))
  return stored.success ? stored.data : {}
}

/** What was written to someone and not sent yet; kept in this browser only. */
export function readDraft(conversation: string): string {
  return load()[conversation] ?? ''
}

export function writeDraft(conversation: string, text: string): void {
  const others = Object.entries(load()).filter(([key]) => key !== conversation)
  writeJson(KEY, Object.fromEntries(text.trim() === '' ? others : [...others, [conversation, text]]))
}
