import { useRef, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { Avatar, Button, Field, TextField, useObjectUrl } from '@/components'
import { useSwitches } from '@/features/connection'
import { updateProfile, type User } from '@/features/session'
import { ApiError } from '@/lib/http'
import { MAX_PICTURE_BYTES } from '@/config/env'
import styles from './Settings.module.css'

/** Name, picture and bio, as others see them. */
export function ProfileSection({ me }: { me: User }) {
  const { t } = useTranslation()
  const [name, setName] = useState(me.name)
  const [bio, setBio] = useState(me.bio)
  const [picture, setPicture] = useState<File | null>(null)
  const [share, setShare] = useState<number | null>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const uploads = useSwitches((switches) => switches.uploads)
  const preview = useObjectUrl(picture)

  async function save(event: SyntheticEvent): Promise<void> {
    event.preventDefault()
    setShare(0)
    try {
      await updateProfile({ name: name.trim(), bio, picture }, setShare)
      setPicture(null)
      toast.success(t('profile.saved'))
    } catch (error) {
      toast.error(error instanceof ApiError && error.status !== 0 ? error.message : t('error.unreachable'))
    } finally {
      setShare(null)
    }
  }

  function choose(file: File | undefined): void {
    if (file === undefined) return
    if (file.size > MAX_PICTURE_BYTES) toast.error(t('composer.tooLarge'))
    else setPicture(file)
  }

  return (
    <form className={styles['stack']} onSubmit={(event) => void save(event)}>
      <div className={styles['row']}>
        <Avatar id={me.id} name={name} picture={preview ?? me.picture} size="xl" />
        {uploads === true && (
          <>
            <Button onClick={() => chooser.current?.click()}>{t('profile.choosePicture')}</Button>
            <input
              ref={chooser}
              type="file"
              accept="image/png,image/jpeg,image/gif,image/webp"
              hidden
              aria-label={t('profile.choosePicture')}
              onChange={(event) => choose(event.target.files?.[0])}
            />
          </>
        )}
      </div>
      <Field label={t('auth.name')} value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} autoComplete="name" dir="auto" />
      <TextField label={t('profile.bio')} value={bio} onChange={(event) => setBio(event.target.value)} maxLength={500} rows={3} dir="auto" />
      <Field label={t('auth.email')} value={me.email} readOnly dir="ltr" />
      <Button look="primary" type="submit" busy={share !== null} disabled={name.trim() === ''}>
        {t('action.save')}
      </Button>
    </form>
  )
}
