import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiError } from '@/lib/http'

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => count < 3 && error instanceof ApiError && error.transient, networkMode: 'always' },
  },
})

/** Gives what is below it the state that is asked of the server. */
export function Server({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>
}
