import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { Button, Field, Modal } from '@/components'
import { keepRenewedToken, signOut } from '@/features/session'
import { ApiError } from '@/lib/http'
import { changePassword, deleteAccount, downloadExport } from './api'
import styles from './Settings.module.css'

function field(event: SyntheticEvent<HTMLFormElement>, name: string): string {
  const value = new FormData(event.currentTarget).get(name)
  return typeof value === 'string' ? value : ''
}

/** Password, my data, and the end of my account. */
export function AccountSection() {
  const { t } = useTranslation()
  const [busy, setBusy] = useState<'password' | 'export' | 'delete' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [deleting, setDeleting] = useState(false)
  const words = (error: unknown) => (error instanceof ApiError && error.status !== 0 ? error.message : t('error.unreachable'))

  async function savePassword(event: SyntheticEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    const [current, next] = [field(event, 'current'), field(event, 'next')]
    setBusy('password')
    setProblem(null)
    try {
      const token = await changePassword(current, next)
      if (token !== null) keepRenewedToken(token)
      form.reset()
      toast.success(t('account.passwordChanged'))
    } catch (error) {
      setProblem(words(error))
    } finally {
      setBusy(null)
    }
  }

  async function exportAll(): Promise<void> {
    setBusy('export')
    await downloadExport().catch((error: unknown) => toast.error(words(error)))
    setBusy(null)
  }

  async function remove(event: SyntheticEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const password = field(event, 'password')
    setBusy('delete')
    setProblem(null)
    try {
      await deleteAccount(password)
      signOut()
    } catch (error) {
      setProblem(words(error))
      setBusy(null)
    }
  }

  return (
    <div className={styles['stack']}>
      <form className={styles['stack']} onSubmit={(event) => void savePassword(event)}>
        <Field label={t('account.currentPassword')} name="current" type="password" autoComplete="current-password" required dir="ltr" />
        <Field
          label={t('account.newPassword')}
          name="next"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          maxLength={128}
          hint={t('auth.passwordHint', { count: 8 })}
          dir="ltr"
        />
        {problem !== null && !deleting && (
          <p className={styles['problem']} role="alert">
            {problem}
          </p>
        )}
        <Button look="primary" type="submit" busy={busy === 'password'}>
          {t('account.changePassword')}
        </Button>
      </form>
      <div className={styles['block']}>
        <h4>{t('account.export')}</h4>
        <p className={styles['note']}>{t('account.exportNote')}</p>
        <div className={styles['row']}>
          <Button busy={busy === 'export'} onClick={() => void exportAll()}>
            {t('account.exportButton')}
          </Button>
        </div>
      </div>
      <div className={styles['block']}>
        <h4>{t('account.delete')}</h4>
        <p className={styles['note']}>{t('account.deleteNote')}</p>
        <div className={styles['row']}>
          <Button look="danger" onClick={() => setDeleting(true)}>
            {t('account.delete')}
          </Button>
        </div>
      </div>
      <Modal
        open={deleting}
        onClose={() => {
          setDeleting(false)
          setProblem(null)
        }}
        title={t('account.delete')}
        description={t('account.deleteNote')}
        closeLabel={t('action.close')}
      >
        <form className={styles['stack']} onSubmit={(event) => void remove(event)}>
          <Field label={t('auth.password')} name="password" type="password" autoComplete="current-password" required dir="ltr" />
          {problem !== null && (
            <p className={styles['problem']} role="alert">
              {problem}
            </p>
          )}
          <Button look="danger" type="submit" busy={busy === 'delete'}>
            {t('account.deleteForGood')}
          </Button>
        </form>
      </Modal>
    </div>
  )
}
