import styles from './Spinner.module.css'

/** Shows that something is under way. Words for it, where needed, stand beside it. */
export function Spinner({ small = false }: { small?: boolean }) {
  return <span className={`${styles['spinner']} ${small ? styles['small'] : ''}`} aria-hidden="true" />
}
