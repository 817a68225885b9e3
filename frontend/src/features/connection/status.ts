import { create } from 'zustand'

export type Link = 'connecting' | 'connected' | 'lost'

interface Status {
  link: Link
  /** What the browser says about the network. */
  network: boolean
}

export const useStatus = create<Status>(() => ({ link: 'connecting', network: navigator.onLine }))

window.addEventListener('online', () => useStatus.setState({ network: true }))
window.addEventListener('offline', () => useStatus.setState({ network: false }))
