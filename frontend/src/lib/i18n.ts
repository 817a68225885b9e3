import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from '@/locales/en.json'
import type operations from '@/locales/operations/en.json'
import { onOtherTabsChange, readJson, writeJson } from './storage'

/** Languages of the app, each by its own name. English comes with the app, the others when chosen. */
export const languages = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  pt: 'Português',
  ar: 'العربية',
} as const
export type Language = keyof typeof languages

const KEY = 'chatspace.language'
const rightToLeft: readonly Language[] = ['ar']

const loaders: Record<Exclude<Language, 'en'>, () => Promise<{ default: object }>> = {
  de: () => import('@/locales/de.json'),
  es: () => import('@/locales/es.json'),
  fr: () => import('@/locales/fr.json'),
  pt: () => import('@/locales/pt.json'),
  ar: () => import('@/locales/ar.json'),
}

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en; operations: typeof operations }
  }
}

function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(languages, value)
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.some((other) => other === language) ? 'rtl' : 'ltr'
}

/** What was chosen here, else the first of the browser's languages that we have. */
export function preferredLanguage(): Language {
  const chosen = readJson(KEY)
  if (isLanguage(chosen)) return chosen
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en'
}

export async function startLanguages(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    // React escapes.
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await applyLanguage(preferredLanguage()).catch(() => applyLanguage('en'))
}

async function applyLanguage(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await loaders[language]()).default)
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}

export async function chooseLanguage(language: Language): Promise<void> {
  await applyLanguage(language)
  writeJson(KEY, language)
}

// Where its texts cannot be had the old language stays.
onOtherTabsChange(KEY, () => void applyLanguage(preferredLanguage()).catch(() => undefined))
