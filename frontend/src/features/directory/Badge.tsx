import { useTranslation } from 'react-i18next'
import styles from './Badge.module.css'

/** How many messages of a conversation I have not seen, where there are any. */
export function Badge({ unseen }: { unseen: number }) {
  const { t } = useTranslation()
  if (unseen === 0) return null
  return (
    <span className={styles['badge']}>
      <span aria-hidden="true">{unseen > 99 ? '99+' : unseen}</span>
      <span className="visually-hidden">{t('people.unseen', { count: unseen })}</span>
    </span>
  )
}
