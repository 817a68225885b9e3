import { create } from 'zustand'
import { readJson, writeJson } from '@/lib/storage'

const KEY = 'chatspace.assistant'
/** Who the assistant is on every server whose operator chose nobody else. */
const USUAL = '6368617473706163652d6169'

function load(): string {
  const stored = readJson(KEY)
  return typeof stored === 'string' ? stored : USUAL
}

/** Which of the people is the AI assistant: it has an entry of its own beside theirs. */
export const useAssistantId = create<{ id: string }>(() => ({ id: load() }))

/** Takes note of who has answered a question. */
export function noteAssistant(id: string): void {
  if (useAssistantId.getState().id === id) return
  writeJson(KEY, id)
  useAssistantId.setState({ id })
}
