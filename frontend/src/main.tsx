import '@fontsource-variable/instrument-sans/wght.css'
import './app/tokens.css'
import './app/base.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { registerSW } from 'virtual:pwa-register'
import { App } from './app/App'
import { Toasts } from './app/Toasts'
import { connectTokens } from './features/session'
import { ApiError } from './lib/http'
import { startLanguages } from './lib/i18n'
import { applyTheme } from './lib/theme'

applyTheme()
connectTokens()
registerSW({ immediate: true })

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => count < 3 && error instanceof ApiError && error.transient, networkMode: 'always' },
  },
})

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

await startLanguages()
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      {/* The part after # never reaches a server: any static host can serve the app. */}
      <Router hook={useHashLocation}>
        <App />
      </Router>
      <Toasts />
    </QueryClientProvider>
  </StrictMode>,
)
