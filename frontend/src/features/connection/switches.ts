import { create } from 'zustand'
import { ApiError, request } from '@/lib/http'
import { Switched } from '@/lib/wire'

/** What the admin has turned on or off; null where the server knows no such switch (or has not answered yet). */
interface Switches {
  assistant: boolean | null
  uploads: boolean | null
}

export type SwitchName = keyof Switches

export const useSwitches = create<Switches>(() => ({ assistant: null, uploads: null }))

const paths: Record<SwitchName, string> = { assistant: '/api/ai/limiter', uploads: '/api/messages/uploads' }

export async function readSwitches(): Promise<void> {
  await Promise.all(
    (['assistant', 'uploads'] as const).map(async (name) => {
      try {
        useSwitches.setState({ [name]: Switched.parse(await request(paths[name])).enabled })
      } catch (error) {
        if (error instanceof ApiError && error.transient) return
        useSwitches.setState({ [name]: null })
      }
    }),
  )
}

/** Turns a switch for everybody. Only admins may; the server says so otherwise. */
export async function turn(name: SwitchName, enabled: boolean): Promise<void> {
  const answer = Switched.parse(await request(paths[name], { method: 'POST', json: { enabled } }))
  useSwitches.setState({ [name]: answer.enabled })
}
