import { ArrowLeft, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton, Spinner } from '@/components'
import { useIsAdmin, type User } from '@/features/session'
import { Switches } from '@/features/settings'
import { ApiError } from '@/lib/http'
import { useNodes } from './api'
import { Bans } from './Bans'
import { Glance } from './Glance'
import { NodeList } from './NodeList'
import { OPERATIONS, useTexts } from './texts'
import styles from './Admin.module.css'

interface AdminPaneProps {
  me: User
  onClose: () => void
}

/** How the whole server is doing, and what an admin may do about it. */
export default function AdminPane({ me, onClose }: AdminPaneProps) {
  const { t: common } = useTranslation()
  const { t } = useTranslation(OPERATIONS)
  const admin = useIsAdmin()
  const texts = useTexts()
  if (texts === null) {
    return (
      <main className={styles['pane']} aria-busy="true">
        <Spinner />
      </main>
    )
  }
  return (
    <main className={styles['pane']} aria-label={texts ? t('title') : common('account.administration')}>
      <header className={styles['head']}>
        <IconButton label={common('action.back')} className={styles['back'] ?? ''} onClick={onClose}>
          <ArrowLeft size={21} className="flip" />
        </IconButton>
        <h2>{texts ? t('title') : common('account.administration')}</h2>
        <IconButton label={common('action.close')} className={styles['close'] ?? ''} onClick={onClose}>
          <X size={21} />
        </IconButton>
      </header>
      {/* Reached by keyboard, since it scrolls. */}
      <div className={styles['body']} tabIndex={-1}>
        {!texts ? <p className={styles['note']}>{common('error.unreachable')}</p> : admin ? <Everything me={me} /> : <p className={styles['note']}>{t('notAdmin')}</p>}
      </div>
    </main>
  )
}

function Everything({ me }: { me: User }) {
  const { t } = useTranslation(OPERATIONS)
  const nodes = useNodes()
  // The token may still say so of somebody who is no admin any more.
  if (nodes.error instanceof ApiError && nodes.error.status === 403) return <p className={styles['note']}>{t('notAdmin')}</p>
  return (
    <>
      {nodes.isError && (
        <p className={styles['problem']} role="alert">
          {t('failed')}
        </p>
      )}
      {nodes.isPending && <Spinner />}
      {nodes.data !== undefined && (
        <>
          <Glance seen={nodes.data} />
          <NodeList nodes={nodes.data.readings.at(-1)?.nodes ?? []} />
        </>
      )}
      <section className={styles['part']} aria-labelledby="admin-switches">
        <h3 id="admin-switches">{t('switches')}</h3>
        <Switches />
      </section>
      <Bans me={me} />
    </>
  )
}
