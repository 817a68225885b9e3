import type { ButtonHTMLAttributes } from 'react'
import { Spinner } from './Spinner'
import styles from './Button.module.css'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'primary' | 'plain' | 'quiet' | 'danger'
  /** Work is under way: shown, and further presses do nothing. */
  busy?: boolean
}

export function Button({ look = 'plain', busy = false, type = 'button', className = '', children, disabled, ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} className={`${styles['button']} ${styles[look]} ${className}`} disabled={disabled === true || busy} aria-busy={busy}>
      {busy && <Spinner small />}
      {children}
    </button>
  )
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What pressing it does, in words. */
  label: string
}

export function IconButton({ label, type = 'button', className = '', children, ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type} className={`${styles['icon']} ${className}`} aria-label={label} title={label}>
      {children}
    </button>
  )
}
