import { Eye, EyeOff } from 'lucide-react'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Button, IconButton } from '@/components/Button'
import { Field, TextField } from '@/components/Field'
import { Logo } from '@/components/Logo'
import { ApiError } from '@/lib/http'
import { logIn, signUp } from './api'
import { useSession } from './store'
import styles from './AuthScreen.module.css'

const MIN_PASSWORD = 8

/** Log in or sign up. */
export default function AuthScreen({ mode }: { mode: 'login' | 'signup' }) {
  const { t } = useTranslation()
  const endedBy = useSession((session) => session.endedBy)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [shown, setShown] = useState(false)
  const [weak, setWeak] = useState(false)
  const signing = mode === 'signup'

  async function submit(event: SyntheticEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const read = (name: string): string => {
      const value = data.get(name)
      return typeof value === 'string' ? value : ''
    }
    const credentials = { email: read('email').trim(), password: read('password') }
    if (signing && credentials.password.length < MIN_PASSWORD) {
      setWeak(true)
      return
    }
    setWeak(false)
    setProblem(null)
    setBusy(true)
    try {
      if (signing) await signUp({ ...credentials, fullName: read('fullName').trim(), bio: read('bio').trim() })
      else await logIn(credentials)
    } catch (error) {
      setProblem(error instanceof ApiError && error.status !== 0 ? error.message : t('error.unreachable'))
      setBusy(false)
    }
  }

  return (
    <main className={styles['page']}>
      <section className={styles['story']} aria-hidden="true">
        <div className={styles['scene']}>
          <span className={styles['theirs']}>{t('auth.scene1')}</span>
          <span className={styles['mine']}>{t('auth.scene2')}</span>
          <span className={styles['theirs']}>{t('auth.scene3')}</span>
        </div>
      </section>
      <section className={styles['panel']}>
        <div className={styles['card']}>
          <div className={styles['brand']}>
            <Logo size={40} />
            <span>ChatSpace</span>
          </div>
          <h1>{signing ? t('auth.signupTitle') : t('auth.loginTitle')}</h1>
          <p className={styles['lead']}>{signing ? t('auth.signupLead') : t('auth.loginLead')}</p>
          {endedBy !== null && problem === null && (
            <p className={styles['notice']} role="status">
              {t('auth.ended')}
            </p>
          )}
          {problem !== null && (
            <p className={styles['problem']} role="alert">
              {problem}
            </p>
          )}
          <form key={mode} onSubmit={(event) => void submit(event)}>
            {signing && <Field label={t('auth.name')} name="fullName" autoComplete="name" required maxLength={100} />}
            <Field label={t('auth.email')} name="email" type="email" autoComplete="email" inputMode="email" required dir="ltr" />
            <Field
              label={t('auth.password')}
              name="password"
              type={shown ? 'text' : 'password'}
              autoComplete={signing ? 'new-password' : 'current-password'}
              required
              maxLength={128}
              dir="ltr"
              {...(signing ? { hint: t('auth.passwordHint', { count: MIN_PASSWORD }) } : {})}
              error={weak ? t('auth.passwordShort', { count: MIN_PASSWORD }) : undefined}
              end={
                <IconButton label={shown ? t('auth.hidePassword') : t('auth.showPassword')} aria-pressed={shown} onClick={() => setShown(!shown)}>
                  {shown ? <EyeOff size={19} /> : <Eye size={19} />}
                </IconButton>
              }
            />
            {signing && <TextField label={t('auth.bio')} name="bio" maxLength={500} rows={2} placeholder={t('auth.bioHint')} />}
            <Button look="primary" type="submit" busy={busy}>
              {signing ? t('auth.signup') : t('auth.login')}
            </Button>
          </form>
          <p className={styles['other']}>
            {signing ? t('auth.haveAccount') : t('auth.noAccount')}{' '}
            <Link href={signing ? '/login' : '/signup'} onClick={() => setProblem(null)}>
              {signing ? t('auth.login') : t('auth.signup')}
            </Link>
          </p>
        </div>
      </section>
    </main>
  )
}
