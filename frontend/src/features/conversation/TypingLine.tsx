import { useTranslation } from 'react-i18next'
import styles from './TypingLine.module.css'

/** Says that someone is writing. */
export function TypingLine({ name }: { name: string }) {
  const { t } = useTranslation()
  return (
    <div className={styles['typing']}>
      <span aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {t('typing.long', { name })}
    </div>
  )
}
