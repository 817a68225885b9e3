import { useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Language } from '@/lib/i18n'

export const OPERATIONS = 'operations'

/** The words of this page come with it, and not with the app: few people ever see them. */
const loaders: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('@/locales/operations/en.json'),
  de: () => import('@/locales/operations/de.json'),
  es: () => import('@/locales/operations/es.json'),
  fr: () => import('@/locales/operations/fr.json'),
  pt: () => import('@/locales/operations/pt.json'),
  ar: () => import('@/locales/operations/ar.json'),
}

/** Fetches the words in the language of the page. Null until they are there; false where they can't be had. */
export function useTexts(): boolean | null {
  const { i18n } = useTranslation()
  const language = i18n.language as Language
  const texts = useQuery({
    queryKey: ['texts', OPERATIONS, language],
    queryFn: async () => {
      i18next.addResourceBundle(language, OPERATIONS, (await loaders[language]()).default)
      return true
    },
    staleTime: Infinity,
    gcTime: Infinity,
  })
  return texts.isError ? false : (texts.data ?? null)
}
