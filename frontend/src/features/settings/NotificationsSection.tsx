import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { Toggle } from '@/components'
import { canNotify, setNotifications, useNotificationSetting } from '@/features/notifications'
import styles from './Settings.module.css'

export function NotificationsSection() {
  const { t } = useTranslation()
  const { on } = useNotificationSetting()
  return (
    <div className={styles['stack']}>
      <Toggle
        label={t('notifications.desktop')}
        hint={canNotify ? t('notifications.hint') : t('notifications.unsupported')}
        on={on}
        disabled={!canNotify}
        onChange={(wanted) =>
          void setNotifications(wanted).then((allowed) => {
            if (wanted && !allowed) toast.error(t('notifications.refused'))
          })
        }
      />
    </div>
  )
}
