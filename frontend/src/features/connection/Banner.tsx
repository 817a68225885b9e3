import { CloudOff, RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOutbox } from '@/features/outbox'
import { useStatus } from './status'
import styles from './Banner.module.css'

/** Short breaks mend themselves before anyone needs to know. */
const PATIENCE_MS = 1_200

/** Says that the connection is away, and that nothing written meanwhile is lost. */
export function Banner() {
  const { t } = useTranslation()
  const { link, network } = useStatus()
  const waiting = useOutbox((outbox) => outbox.items.filter((item) => item.refusal === null).length)
  const away = !network || link === 'lost'
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(away), away ? PATIENCE_MS : 0)
    return () => clearTimeout(timer)
  }, [away])
  return (
    <div role="status" className={styles['place']}>
      {shown && away && (
        <p className={styles['banner']}>
          {network ? <RefreshCw size={16} className={styles['turn']} /> : <CloudOff size={16} />}
          <span>
            {network ? t('connection.lost') : t('connection.offline')}
            {waiting > 0 && ` ${t('connection.waiting', { count: waiting })}`}
          </span>
        </p>
      )}
    </div>
  )
}
