import { Slot } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'

/** Stands in for react-remove-scroll (see vite.config.ts): renders its child, locks nothing. */
export function RemoveScroll({ children }: { children?: ReactNode }): ReactElement {
  return <Slot.Root>{children}</Slot.Root>
}
