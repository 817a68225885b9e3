import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useMessages } from '@/features/messages'
import { Badge } from './Badge'
import styles from './Sidebar.module.css'

interface AssistantRowProps {
  /** Which of the people the assistant is. */
  id: string
  enabled: boolean
  current: boolean
  icon: ReactNode
  onChoose: () => void
}

/** The way to the AI assistant, shown where the server has one. */
export function AssistantRow({ id, enabled, current, icon, onChoose }: AssistantRowProps) {
  const { t } = useTranslation()
  const unseen = useMessages((state) => state.unseen[id] ?? 0)
  return (
    <Link href="/assistant" onClick={onChoose} className={styles['assistant'] ?? ''} aria-current={current ? 'page' : undefined}>
      <span className={styles['spark']} aria-hidden="true">
        {icon}
      </span>
      <span>
        <strong>{t('assistant.title')}</strong>
        <small>{enabled ? t('assistant.ready') : t('assistant.off')}</small>
      </span>
      <Badge unseen={unseen} />
    </Link>
  )
}
