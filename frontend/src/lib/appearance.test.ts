import { describe, expect, it, vi } from 'vitest'
import { startLanguages } from './i18n'
import { writeJson } from './storage'
import { applyTheme } from './theme'

describe('appearance', () => {
  it('should follow what another tab chose', async () => {
    applyTheme()
    await startLanguages()
    expect(document.documentElement.dataset['theme']).toBe('light')

    writeJson('chatspace.theme', 'dark')
    writeJson('chatspace.language', 'ar')
    for (const key of ['chatspace.theme', 'chatspace.language']) window.dispatchEvent(new StorageEvent('storage', { key }))

    await vi.waitFor(() => expect(document.documentElement.dataset['theme']).toBe('dark'))
    await vi.waitFor(() => expect(document.documentElement.dir).toBe('rtl'))
  })
})
