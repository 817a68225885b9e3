import { lazy, Suspense, useEffect } from 'react'
import { useLocation } from 'wouter'
import AuthScreen from '@/features/session/AuthScreen'
import { useSession } from '@/features/session/store'
import { Waiting } from './Waiting'

const loadSignedIn = () => import('./SignedIn')
const loadChatPane = () => import('@/features/conversation/ChatPane')
const SignedIn = lazy(loadSignedIn)

/** Fetches the first screen while the rest of the page still gets ready. */
export function preloadFirstScreen(): void {
  if (useSession.getState().user === null) return
  void loadSignedIn()
  // A conversation that is open already comes beside the list, not after it.
  if (location.hash.startsWith('#/chat/')) void loadChatPane()
}

export function App() {
  const signedIn = useSession((session) => session.user !== null)
  const [path] = useLocation()

  useEffect(() => {
    // While someone types a password the app can come.
    if (!signedIn) setTimeout(() => void loadSignedIn().catch(() => undefined), 2_000)
  }, [signedIn])

  return <Suspense fallback={<Waiting />}>{signedIn ? <SignedIn /> : <AuthScreen mode={path === '/signup' ? 'signup' : 'login'} />}</Suspense>
}
