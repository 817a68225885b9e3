import { useState } from 'react'
import styles from './Avatar.module.css'

interface AvatarProps {
  id: string
  name: string
  picture: string
  size?: 's' | 'm' | 'l' | 'xl'
  /** Shows the dot of someone who is online. The words for it belong to whoever uses this. */
  online?: boolean
}

/** A person's picture or, until there is one, their initials on a colour of their own. Says nothing aloud. */
export function Avatar({ id, name, picture, size = 'm', online = false }: AvatarProps) {
  const [broken, setBroken] = useState('')
  return (
    <span className={`${styles['avatar']} ${styles[size]}`} data-tone={tone(id)} aria-hidden="true">
      {picture !== '' && broken !== picture ? (
        <img src={picture} alt="" loading="lazy" decoding="async" onError={() => setBroken(picture)} />
      ) : (
        // Drawn, not written: letters inside a button would have to be part of its name.
        <span className={styles['initials']} data-initials={initials(name)} />
      )}
      {online && <span className={styles['dot']} />}
    </span>
  )
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends.map((word) => Array.from(word ?? '')[0] ?? '').join('').toLocaleUpperCase()
}

function tone(id: string): number {
  let hash = 0
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) | 0
  return Math.abs(hash) % 8
}
