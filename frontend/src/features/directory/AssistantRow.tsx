import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import styles from './Sidebar.module.css'

/** The way to the AI assistant, shown where the server has one. */
export function AssistantRow({ enabled, current, icon }: { enabled: boolean; current: boolean; icon: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Link href="/assistant" className={styles['assistant'] ?? ''} aria-current={current ? 'page' : undefined}>
      <span className={styles['spark']} aria-hidden="true">
        {icon}
      </span>
      <span>
        <strong>{t('assistant.title')}</strong>
        <small>{enabled ? t('assistant.ready') : t('assistant.off')}</small>
      </span>
    </Link>
  )
}
