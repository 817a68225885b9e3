import { Search, Sparkles, X } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton, Logo, Spinner, Button } from '@/components'
import { useSwitches } from '@/features/connection'
import { useMessages, useRecent } from '@/features/messages'
import { fold, searchPeople, sortPeople, useAssistantId, usePeople } from '@/features/people'
import type { User } from '@/features/session'
import { AccountMenu } from './AccountMenu'
import { AssistantRow } from './AssistantRow'
import { PeopleList } from './PeopleList'
import { useSearchShortcut } from './shortcut'
import styles from './Sidebar.module.css'

const LOOK_AGAIN_MS = 400

interface SidebarProps {
  me: User
  /** Route of what is on screen beside the list, to mark its row. */
  current: string
  onLogOut: () => void
}

/** Who is here: search, the assistant, and everybody else with who is online and what I have not seen. */
export function Sidebar({ me, current, onLogOut }: SidebarProps) {
  const { t, i18n } = useTranslation()
  const [query, setQuery] = useState('')
  const people = usePeople()
  const unseen = useMessages((state) => state.unseen)
  const recent = useRecent()
  const assistant = useSwitches((switches) => switches.assistant)
  const assistantId = useAssistantId(({ id }) => id)
  const box = useRef<HTMLInputElement>(null)
  useSearchShortcut(box)

  const all = people.data?.list
  const list = useMemo(() => all?.filter((person) => person.id !== assistantId), [all, assistantId])
  // Whoever was looked for has been found: the others come back.
  const clear = useCallback(() => setQuery(''), [])
  const shown = useMemo(() => {
    if (list === undefined) return []
    const standing = (id: string) => ({ lastAt: recent[id]?.at ?? 0, unseen: unseen[id] ?? 0 })
    return sortPeople(searchPeople(list, query), standing, i18n.language)
  }, [list, query, recent, unseen, i18n.language])

  const assistantFits = assistant !== null && fold(t('assistant.title')).includes(fold(query.trim()))

  // Somebody who signed up since the list came: asked for once the writing pauses.
  const nobody = query !== '' && list !== undefined && shown.length === 0 && !assistantFits
  const { refetch } = people
  useEffect(() => {
    if (!nobody) return
    const timer = setTimeout(() => void refetch(), LOOK_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [nobody, query, refetch])

  return (
    // While nothing is open the list is what the page is about; on a phone it is all there is.
    <section className={styles['sidebar']} aria-label={t('people.title')} role={current === '/' ? 'main' : undefined}>
      <header className={styles['head']}>
        <p className={styles['brand']}>
          <Logo size={34} /> ChatSpace
        </p>
        <AccountMenu me={me} onLogOut={onLogOut} />
      </header>
      <div className={styles['search']} role="search">
        <Search size={18} aria-hidden="true" />
        <input
          ref={box}
          type="search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setQuery('')}
          placeholder={t('people.search')}
          aria-label={t('people.search')}
        />
        {query !== '' && (
          <IconButton label={t('people.clearSearch')} onClick={clear}>
            <X size={16} />
          </IconButton>
        )}
      </div>
      {assistantFits && (
        <AssistantRow
          id={assistantId}
          enabled={assistant}
          current={current === '/assistant' || current === `/chat/${assistantId}`}
          icon={<Sparkles size={21} />}
          onChoose={clear}
        />
      )}
      {people.isPending && (
        <p className={styles['state']}>
          <Spinner small /> {t('people.loading')}
        </p>
      )}
      {people.isError && list === undefined && (
        <div className={styles['state']} role="alert">
          <p>{t('people.failed')}</p>
          <Button onClick={() => void people.refetch()}>{t('action.retry')}</Button>
        </div>
      )}
      {list !== undefined && shown.length === 0 && !(assistantFits && query !== '') && (
        <p className={styles['state']}>{query === '' ? t('people.alone') : t('people.noMatch', { query })}</p>
      )}
      <PeopleList people={shown} current={current} onChoose={clear} />
    </section>
  )
}
