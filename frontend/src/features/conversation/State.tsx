import { Check, CheckCheck, Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './Bubble.module.css'

export type SendState = 'waiting' | 'sending' | 'sent' | 'delivered' | 'seen'

/** How far my message has come, as a mark with words for those who do not see it. */
export function State({ state }: { state: SendState }) {
  const { t } = useTranslation()
  const label = t(`state.${state}`)
  return (
    <span className={styles['state']} data-state={state} role="img" aria-label={label} title={label}>
      {state === 'waiting' || state === 'sending' ? <Clock size={13} /> : state === 'sent' ? <Check size={15} /> : <CheckCheck size={15} />}
    </span>
  )
}
