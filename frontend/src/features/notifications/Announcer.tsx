import { useAnnouncement } from './announce'

/** The one live region of the page. */
export function Announcer() {
  const { text, number } = useAnnouncement()
  return (
    <div className="visually-hidden" role="status" aria-live="polite" aria-atomic="true">
      <span key={number}>{text}</span>
    </div>
  )
}
