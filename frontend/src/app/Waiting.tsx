import { Spinner } from '@/components/Spinner'
import styles from './App.module.css'

export function Waiting() {
  return (
    <div className={styles['waiting']}>
      <Spinner />
    </div>
  )
}
