import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { Toggle } from '@/components'
import { turn, useSwitches, type SwitchName } from '@/features/connection'
import { ApiError } from '@/lib/http'
import styles from './Settings.module.css'

/** The switches that hold for everybody. */
export function AdminSection() {
  const { t } = useTranslation()
  const switches = useSwitches()
  const [busy, setBusy] = useState(false)

  async function change(name: SwitchName, on: boolean): Promise<void> {
    setBusy(true)
    try {
      await turn(name, on)
    } catch (error) {
      toast.error(error instanceof ApiError && error.status !== 0 ? error.message : t('error.unreachable'))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className={styles['stack']}>
      <p className={styles['note']}>{t('admin.note')}</p>
      {(['assistant', 'uploads'] as const).map((name) => {
        const on = switches[name]
        return (
          on !== null && (
            <Toggle
              key={name}
              label={t(`admin.${name}`)}
              hint={t(`admin.${name}Hint`)}
              on={on}
              disabled={busy}
              onChange={(wanted) => void change(name, wanted)}
            />
          )
        )
      })}
    </div>
  )
}
