/** Dates and numbers in the language of the page. Formatters are costly to make, so they are kept. */
const formats = new Map<string, Intl.DateTimeFormat>()
const relatives = new Map<string, Intl.RelativeTimeFormat>()

function kept<T>(made: Map<string, T>, key: string, make: () => T): T {
  const found = made.get(key) ?? make()
  made.set(key, found)
  return found
}

function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(formats, language + JSON.stringify(options), () => new Intl.DateTimeFormat(language, options))
}

function relative(language: string): Intl.RelativeTimeFormat {
  return kept(relatives, language, () => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }))
}

export function timeOfDay(language: string, at: number): string {
  return format(language, { hour: 'numeric', minute: '2-digit' }).format(at)
}

export function dateAndTime(language: string, at: number): string {
  return format(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** The local calendar day, as a number that differs between days. */
export function dayOf(at: number): number {
  const date = new Date(at)
  return date.getFullYear() * 10_000 + date.getMonth() * 100 + date.getDate()
}

/** "Today", "yesterday", a weekday within the last six days, else a date. */
export function dayName(language: string, at: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000)
  if (days === 0 || days === 1) {
    const name = relative(language).format(-days, 'day')
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
  }
  if (days > 1 && days < 7) return format(language, { weekday: 'long' }).format(at)
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return format(language, sameYear ? { day: 'numeric', month: 'long' } : { day: 'numeric', month: 'long', year: 'numeric' }).format(at)
}

/** Short form for lists: the time today, else the day. */
export function shortWhen(language: string, at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return timeOfDay(language, at)
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000)
  if (days < 7) return format(language, { weekday: 'short' }).format(at)
  return format(language, { day: 'numeric', month: 'numeric' }).format(at)
}

/** The bounds (ms) of the local calendar day: from, inclusive, and until, exclusive. */
export function dayAround(at: number): { from: number; until: number } {
  const from = startOfDay(at)
  const next = new Date(from)
  next.setDate(next.getDate() + 1)
  return { from, until: next.getTime() }
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
