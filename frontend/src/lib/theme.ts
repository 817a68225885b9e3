import { create } from 'zustand'
import { onOtherTabsChange, readJson, writeJson } from './storage'

export type Theme = 'system' | 'light' | 'dark'

const KEY = 'chatspace.theme'
const dark = window.matchMedia('(prefers-color-scheme: dark)')

function load(): Theme {
  const stored = readJson(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

export const useTheme = create<{ theme: Theme }>(() => ({ theme: load() }))

export function applyTheme(): void {
  const { theme } = useTheme.getState()
  document.documentElement.dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
}

export function chooseTheme(theme: Theme): void {
  writeJson(KEY, theme)
  useTheme.setState({ theme })
  applyTheme()
}

onOtherTabsChange(KEY, () => {
  useTheme.setState({ theme: load() })
  applyTheme()
})

dark.addEventListener('change', applyTheme)
