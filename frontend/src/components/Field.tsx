import { useId, type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes } from 'react'
import styles from './Field.module.css'

interface Common {
  label: string
  hint?: string
  error?: string | undefined
  /** Sits at the end of the box, such as a button that shows the password. */
  end?: ReactNode
}

export function Field({ label, hint, error, end, ...rest }: Common & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId()
  const described = describe(id, hint, error)
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <span className={styles['box']} data-error={error !== undefined}>
        <input {...rest} id={id} aria-invalid={error !== undefined} {...described} />
        {end}
      </span>
    </Frame>
  )
}

export function TextField({ label, hint, error, ...rest }: Common & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <span className={styles['box']} data-error={error !== undefined}>
        <textarea {...rest} id={id} aria-invalid={error !== undefined} {...describe(id, hint, error)} />
      </span>
    </Frame>
  )
}

function describe(id: string, hint: string | undefined, error: string | undefined): { 'aria-describedby'?: string } {
  const ids = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].filter(Boolean)
  return ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') }
}

interface FrameProps {
  id: string
  label: string
  hint: string | undefined
  error: string | undefined
  children: ReactNode
}

function Frame({ id, label, hint, error, children }: FrameProps) {
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className={styles['error']}>
          {error}
        </p>
      )}
    </div>
  )
}
