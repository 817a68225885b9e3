import { Switch } from 'radix-ui'
import { useId } from 'react'
import styles from './Toggle.module.css'

interface ToggleProps {
  label: string
  hint?: string
  on: boolean
  disabled?: boolean
  onChange: (on: boolean) => void
}

export function Toggle({ label, hint, on, disabled = false, onChange }: ToggleProps) {
  const id = useId()
  return (
    <div className={styles['row']}>
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className={styles['hint']}>
            {hint}
          </p>
        )}
      </div>
      <Switch.Root
        id={id}
        className={styles['track']}
        checked={on}
        disabled={disabled}
        onCheckedChange={onChange}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
      >
        <Switch.Thumb className={styles['thumb']} />
      </Switch.Root>
    </div>
  )
}
