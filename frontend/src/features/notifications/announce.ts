import { create } from 'zustand'
import i18next from 'i18next'
import { leadWhenFree } from '@/lib/locks'
import { useNotificationSetting } from './setting'

/** The sentence that screen readers hear next. The number makes two equal ones differ. */
export const useAnnouncement = create<{ text: string; number: number }>(() => ({ text: '', number: 0 }))

export function announce(text: string): void {
  useAnnouncement.setState(({ number }) => ({ text, number: number + 1 }))
}

/** One tab of this browser shows desktop notifications, so that a message shows one. */
let leads = false
leadWhenFree('notifications', () => {
  leads = true
})

export interface Incoming {
  id: string
  from: string
  text: string
  picture: unknown
}

/**
 * Tells of a message that just came: aloud once, and on the desktop when nobody is looking at the page.
 *
 * @param place where its conversation is: behind another one, open, or open on a screen that speaks for itself
 */
export function announceMessage(message: Incoming, sender: { name: string; picture: string } | undefined, place: 'behind' | 'open' | 'spoken'): void {
  const name = sender?.name ?? i18next.t('people.someone')
  const body = message.text !== '' ? message.text : message.picture === null ? '' : i18next.t('message.picture')
  if (place !== 'spoken') announce(place === 'open' ? `${name}: ${body}` : i18next.t('announce.from', { name }))
  const looking = document.visibilityState === 'visible' && document.hasFocus()
  if (leads && !looking && useNotificationSetting.getState().on) void show(message, name, body, sender?.picture ?? '')
}

async function show(message: Incoming, name: string, body: string, icon: string): Promise<void> {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
  const options: NotificationOptions = { body: body.slice(0, 200), tag: message.id, ...(icon === '' ? { icon: '/icon-192.png' } : { icon }) }
  try {
    const shown = new Notification(name, options)
    shown.onclick = () => {
      window.focus()
      location.hash = `/chat/${message.from}`
      shown.close()
    }
  } catch {
    // Phones show notifications only through the service worker.
    const registration = await navigator.serviceWorker.getRegistration()
    await registration?.showNotification(name, options)
  }
}
