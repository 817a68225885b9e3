/** Runs `work` while no other tab of this origin runs under the same name. Without Web Locks: only this tab is held to it. */
export async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  // Insecure origins other than localhost have no Web Locks at all.
  const locks = navigator.locks as LockManager | undefined
  if (locks !== undefined) return await locks.request(`chatspace:${name}`, work)
  const before = local.get(name) ?? Promise.resolve()
  const mine = before.catch(() => undefined).then(work)
  local.set(name, mine)
  return mine
}

const local = new Map<string, Promise<unknown>>()

/** Calls `lead` once this tab is the only one that leads under this name; it leads until it is closed. */
export function leadWhenFree(name: string, lead: () => void): void {
  const locks = navigator.locks as LockManager | undefined
  if (locks === undefined) {
    lead()
    return
  }
  void locks.request(`chatspace:${name}`, () => {
    lead()
    return new Promise(() => undefined)
  })
}
