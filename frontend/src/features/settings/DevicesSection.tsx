import { Monitor } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { Button, Modal, Spinner } from '@/components'
import { logOut } from '@/features/session'
import { ApiError } from '@/lib/http'
import { dateAndTime } from '@/lib/format'
import { deviceName } from './device'
import { useEndSession, useSessions } from './api'
import styles from './Settings.module.css'

/** Where I am signed in, and how to end it. */
export function DevicesSection() {
  const { t, i18n } = useTranslation()
  const sessions = useSessions()
  const end = useEndSession()
  const [asking, setAsking] = useState(false)
  const named = (userAgent: string): string => {
    const name = deviceName(userAgent)
    if (name === null) return t('devices.unknown')
    return name.system === '' ? name.browser : t('devices.name', name)
  }
  const failed = () => toast.error(t('error.unreachable'))

  if (sessions.isPending) return <Spinner />
  if (sessions.isError) {
    const missing = sessions.error instanceof ApiError && sessions.error.status === 404
    return <p className={styles['note']}>{missing ? t('devices.unsupported') : t('error.unreachable')}</p>
  }
  return (
    <div className={styles['stack']}>
      <p className={styles['note']}>{t('devices.note')}</p>
      <ul className={styles['devices']}>
        {sessions.data.map((session) => (
          <li key={session.id}>
            <Monitor size={22} aria-hidden="true" />
            <div>
              <strong title={session.device}>{named(session.device)}</strong>
              <p>
                {[session.address, session.lastUsedAt && t('devices.lastUsed', { when: dateAndTime(i18n.language, Date.parse(session.lastUsedAt)) })]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            {session.current ? (
              <span className={styles['here']}>{t('devices.here')}</span>
            ) : (
              <Button look="danger" busy={end.isPending && end.variables === session.id} onClick={() => end.mutate(session.id, { onError: failed })}>
                {t('devices.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t('devices.endAll')}
      </Button>
      <Modal open={asking} onClose={() => setAsking(false)} title={t('devices.endAll')} description={t('devices.endAllNote')} closeLabel={t('action.close')}>
        <Button look="danger" onClick={() => void logOut(true).catch(failed)}>
          {t('devices.endAll')}
        </Button>
      </Modal>
    </div>
  )
}
