import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '@/features/session'
import { PersonRow } from './PersonRow'
import styles from './Sidebar.module.css'

const ROW_HEIGHT = 72

interface PeopleListProps {
  people: User[]
  current: string
  onChoose: () => void
}

/** The rows that fit on screen, of however many people there are. */
export function PeopleList({ people, current, onChoose }: PeopleListProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLElement>(null)
  // eslint-disable-next-line react-hooks/incompatible-library -- the compiler leaves this component alone
  const rows = useVirtualizer({
    count: people.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    getItemKey: (index) => people[index]?.id ?? index,
  })
  return (
    <nav ref={scroller} className={styles['list']} aria-label={t('people.list')}>
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const person = people[row.index]
          return (
            person !== undefined && (
              <li key={row.key} style={{ transform: `translateY(${row.start}px)`, height: row.size }}>
                <PersonRow person={person} current={current === `/chat/${person.id}`} onChoose={onChoose} />
              </li>
            )
          )
        })}
      </ul>
    </nav>
  )
}
