import { create } from 'zustand'
import { readJson, writeJson } from '@/lib/storage'

const KEY = 'chatspace.notifications'

/** Whether this browser shows desktop notifications; off until asked for. */
export const useNotificationSetting = create<{ on: boolean }>(() => ({
  on: readJson(KEY) === true && typeof Notification !== 'undefined' && Notification.permission === 'granted',
}))

export const canNotify = typeof Notification !== 'undefined'

/** Turns them on, asking the browser's permission if need be. Returns whether they are on. */
export async function setNotifications(on: boolean): Promise<boolean> {
  const allowed = on && canNotify && (await Notification.requestPermission()) === 'granted'
  useNotificationSetting.setState({ on: allowed })
  writeJson(KEY, allowed)
  return allowed
}
