import { MessageCircle } from 'lucide-react'
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Button, Modal } from '@/components'
import { Banner, useConnection } from '@/features/connection'
import { Sidebar } from '@/features/directory'
import { useMessages } from '@/features/messages'
import { Announcer, useBadge } from '@/features/notifications'
import { forgetOutbox, useOutbox } from '@/features/outbox'
import { useAssistantId, usePeople } from '@/features/people'
import { logOut, useOwnProfile, type User } from '@/features/session'
import { Server } from './Server'
import { Toasts } from './Toasts'
import { Waiting } from './Waiting'
import styles from './App.module.css'

const ChatPane = lazy(() => import('@/features/conversation/ChatPane'))
const AssistantPane = lazy(() => import('@/features/assistant/AssistantPane'))
const AdminPane = lazy(() => import('@/features/admin/AdminPane'))
const SettingsPane = lazy(() => import('@/features/settings/SettingsPane'))

/** Everything that needs someone to be signed in. A file of its own: whoever logs in first does not wait for it. */
export default function SignedIn() {
  return (
    <Server>
      <Connected />
      <Toasts />
    </Server>
  )
}

function Connected() {
  const me = useOwnProfile()
  const [path, navigate] = useLocation()
  useConnection()
  const total = useMessages((state) => Object.values(state.unseen).reduce((sum, count) => sum + count, 0))
  useBadge(total, 'ChatSpace')

  const outside = path === '/login' || path === '/signup'
  useEffect(() => {
    if (outside) navigate('/', { replace: true })
  }, [outside, navigate])

  return (
    <>
      {me !== null && <Shell me={me} path={path} />}
      <Announcer />
    </>
  )
}

/** The signed-in app: the list beside what is open; on a phone, one of the two. */
function Shell({ me, path }: { me: User; path: string }) {
  const [, navigate] = useLocation()
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const waiting = useOutbox((outbox) => outbox.items.length)
  const home = useCallback(() => navigate('/'), [navigate])

  async function leave(): Promise<void> {
    await forgetOutbox(me.id).catch(() => undefined)
    if (typeof caches !== 'undefined') await caches.delete('pictures').catch(() => false)
    await logOut()
    navigate('/login')
  }

  return (
    <div className={styles['app']}>
      <header>
        {/* On a phone the list or what is open is hidden; the page's own heading never is. */}
        <h1 className="visually-hidden">ChatSpace</h1>
        <Banner />
      </header>
      <div className={styles['shell']} data-open={path !== '/'}>
        <Sidebar me={me} current={path} onLogOut={() => (waiting > 0 ? setAsking(true) : void leave())} />
        <div className={styles['pane']}>
          <Suspense fallback={<Waiting />}>
            <Pane me={me} path={path} onHome={home} />
          </Suspense>
        </div>
      </div>
      <Modal open={asking} onClose={() => setAsking(false)} title={t('account.logOut')} description={t('account.unsent', { count: waiting })} closeLabel={t('action.close')}>
        <Button look="danger" onClick={() => void leave()}>
          {t('account.logOutAnyway')}
        </Button>
      </Modal>
    </div>
  )
}

function Pane({ me, path, onHome }: { me: User; path: string; onHome: () => void }) {
  const { t } = useTranslation()
  // What is open is made in pieces, between which the page can answer.
  const people = useDeferredValue(usePeople().data)
  const assistant = useAssistantId(({ id }) => id)
  const [, area, name] = path.split('/')
  if (area === 'assistant' || (area === 'chat' && name === assistant)) return <AssistantPane me={me.id} onBack={onHome} />
  if (area === 'settings') return <SettingsPane me={me} section={name ?? ''} onClose={onHome} />
  if (area === 'admin') return <AdminPane me={me} onClose={onHome} />
  if (area === 'chat' && name !== undefined) {
    const peer = people?.byId.get(name)
    if (peer !== undefined) return <ChatPane key={peer.id} me={me.id} peer={peer} onBack={onHome} />
    if (people === undefined) return <Waiting />
    return (
      <main className={styles['blank']}>
        <p>{t('chat.unknown')}</p>
        <Button onClick={onHome}>{t('action.back')}</Button>
      </main>
    )
  }
  return (
    <section className={styles['blank']} aria-label={t('chat.welcome', { name: me.name })}>
      <MessageCircle size={44} strokeWidth={1.4} aria-hidden="true" />
      <h2>{t('chat.welcome', { name: me.name })}</h2>
      <p>{t('chat.choose')}</p>
    </section>
  )
}
