import '@fontsource-variable/instrument-sans/wght.css'
import './app/tokens.css'
import './app/base.css'
import { startTransition, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { registerSW } from 'virtual:pwa-register'
import { App, preloadFirstScreen } from './app/App'
import { connectTokens } from './features/session/tokens'
import { startLanguages } from './lib/i18n'
import { applyTheme } from './lib/theme'

applyTheme()
preloadFirstScreen()
connectTokens()
// What makes the app work offline can wait until it works online.
setTimeout(() => registerSW({ immediate: true }), 1_500)

// What people type; the app's own addresses are behind a #.
if (location.pathname === '/admin') history.replaceState(null, '', '/#/admin')

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

await startLanguages()
// In pieces, between which the page can answer.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      {/* The part after # never reaches a server: any static host can serve the app. */}
      <Router hook={useHashLocation}>
        <App />
      </Router>
    </StrictMode>,
  ),
)
