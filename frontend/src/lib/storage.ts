/** localStorage that neither throws (blocked, full) nor trusts what it finds. */
export function readJson(key: string): unknown {
  try {
    const text = localStorage.getItem(key)
    return text === null ? null : (JSON.parse(text) as unknown)
  } catch {
    return null
  }
}

export function writeJson(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Nothing depends on it: what is stored here is a convenience.
  }
}

export function forget(...prefixes: string[]): void {
  try {
    for (const key of Object.keys(localStorage)) if (prefixes.some((prefix) => key.startsWith(prefix))) localStorage.removeItem(key)
  } catch {
    // Blocked storage holds nothing to forget.
  }
}

/** Tells of a value that another tab changed, once it can be read here: a message between tabs may be there before it. */
export function onOtherTabsChange(key: string, changed: () => void): void {
  window.addEventListener('storage', (event) => {
    if (event.key === key) changed()
  })
}
