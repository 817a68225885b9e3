import { useEffect } from 'react'

/** Shows the number of unseen messages in the page's title and, where there is one, on the app's icon. */
export function useBadge(unseen: number, title: string): void {
  useEffect(() => {
    document.title = unseen > 0 ? `(${unseen}) ${title}` : title
    const badge = navigator as Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>
    void (unseen > 0 ? badge.setAppBadge?.(unseen) : badge.clearAppBadge?.())?.catch(() => undefined)
    return () => {
      document.title = title
    }
  }, [unseen, title])
}
