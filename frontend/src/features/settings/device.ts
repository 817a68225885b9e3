import Bowser from 'bowser'

/** What a user agent string says, in words: "Firefox on Windows". Programs that are no browser keep their own name. */
export function deviceName(userAgent: string): { browser: string; system: string } | null {
  if (userAgent === '') return null
  const { browser, os } = Bowser.parse(userAgent)
  if (browser.name === undefined || browser.name === '' || os.name === undefined) return { browser: userAgent.split(' ')[0] ?? '', system: '' }
  return { browser: browser.name, system: os.name }
}
