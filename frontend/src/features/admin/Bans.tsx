import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { Avatar, Button, Field, Modal, Spinner } from '@/components'
import { searchPeople, usePeople } from '@/features/people'
import type { User } from '@/features/session'
import { ApiError } from '@/lib/http'
import { dateAndTime } from '@/lib/format'
import { useBan, useBanned } from './api'
import { whole } from './numbers'
import { OPERATIONS } from './texts'
import styles from './Admin.module.css'

/** As many people as are shown of those who match: whoever has more types on. */
const MOST_MATCHES = 6

/** Who is shut out, whom to let in again, and whom to shut out. */
export function Bans({ me }: { me: User }) {
  const { t, i18n } = useTranslation(OPERATIONS)
  const { t: common } = useTranslation()
  const banned = useBanned()
  const people = usePeople().data?.list ?? []
  const ban = useBan()
  const [query, setQuery] = useState('')
  const [asked, setAsked] = useState<User | null>(null)

  const list = banned.data?.pages.flatMap((page) => page.banned) ?? []
  const out = new Set([me.id, ...list.map(({ user }) => user.id)])
  const wanted = query.trim()
  const matches = wanted === '' ? [] : searchPeople(people, wanted).filter(({ id }) => !out.has(id))

  function decide(user: User, shut: boolean): void {
    setAsked(null)
    ban.mutate(
      { user, ban: shut },
      {
        onSuccess: () => {
          if (shut) setQuery('')
          toast.success(t(shut ? 'bans.banned' : 'bans.unbanned', { name: user.name }))
        },
        onError: (error) => toast.error(error instanceof ApiError && error.status !== 0 ? error.message : common('error.unreachable')),
      },
    )
  }

  return (
    <section className={styles['part']} aria-labelledby="admin-bans">
      <h3 id="admin-bans">
        {t('bans.title')}
        {banned.data !== undefined && <span className={styles['count']}>{whole(i18n.language, banned.data.pages[0]?.total ?? 0)}</span>}
      </h3>
      <div className={styles['find']}>
        <Field label={t('bans.find')} type="search" autoComplete="off" value={query} onChange={(event) => setQuery(event.target.value)} />
        <div aria-live="polite">
          {wanted !== '' && matches.length === 0 && <p className={styles['hint']}>{t('bans.noMatch', { query: wanted })}</p>}
        </div>
        {matches.length > 0 && (
          <ul className={styles['people']} aria-label={t('bans.find')}>
            {matches.slice(0, MOST_MATCHES).map((user) => (
              <Person key={user.id} user={user} detail={user.email}>
                <Button look="danger" onClick={() => setAsked(user)} aria-label={t('bans.banPerson', { name: user.name })}>
                  {t('bans.ban')}
                </Button>
              </Person>
            ))}
          </ul>
        )}
      </div>
      {banned.isPending && <Spinner />}
      {banned.isError && (
        <p className={styles['problem']} role="alert">
          {t('bans.failed')}
        </p>
      )}
      {banned.isSuccess && list.length === 0 && <p className={styles['hint']}>{t('bans.none')}</p>}
      {list.length > 0 && (
        <ul className={styles['people']} aria-labelledby="admin-bans">
          {list.map(({ user, since }) => (
            <Person
              key={user.id}
              user={user}
              detail={[user.email, t('bans.since', { when: dateAndTime(i18n.language, since) })].filter(Boolean).join(' · ')}
            >
              <Button
                busy={ban.isPending && ban.variables.user.id === user.id}
                onClick={() => decide(user, false)}
                aria-label={t('bans.unbanPerson', { name: user.name })}
              >
                {t('bans.unban')}
              </Button>
            </Person>
          ))}
        </ul>
      )}
      {banned.hasNextPage && (
        <Button busy={banned.isFetchingNextPage} onClick={() => void banned.fetchNextPage()}>
          {t('bans.more')}
        </Button>
      )}
      <Modal
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={t('bans.banTitle', { name: asked?.name ?? '' })}
        description={t('bans.banNote')}
        closeLabel={common('action.close')}
      >
        <Button look="danger" onClick={() => asked !== null && decide(asked, true)}>
          {t('bans.ban')}
        </Button>
      </Modal>
    </section>
  )
}

function Person({ user, detail, children }: { user: User; detail: string; children: ReactNode }) {
  return (
    <li>
      <Avatar id={user.id} name={user.name} picture={user.picture} />
      <div>
        <strong>
          <bdi>{user.name}</bdi>
        </strong>
        <p>{detail}</p>
      </div>
      {children}
    </li>
  )
}
