import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { chooseLanguage, languages, type Language } from '@/lib/i18n'
import { chooseTheme, useTheme, type Theme } from '@/lib/theme'
import styles from './Settings.module.css'

const themes: Theme[] = ['system', 'light', 'dark']

export function AppearanceSection() {
  const { t, i18n } = useTranslation()
  const { theme } = useTheme()
  // Shown as chosen at once: its texts may still have to come.
  const [language, setLanguage] = useState(i18n.language)
  const choose = (name: Language) => {
    setLanguage(name)
    chooseLanguage(name).catch(() => {
      setLanguage(i18n.language)
      toast.error(t('error.unreachable'))
    })
  }
  return (
    <div className={styles['stack']}>
      <fieldset className={styles['choices']}>
        <legend>{t('theme.title')}</legend>
        {themes.map((name) => (
          <label key={name}>
            <input type="radio" name="theme" checked={theme === name} onChange={() => chooseTheme(name)} />
            {t(`theme.${name}`)}
          </label>
        ))}
      </fieldset>
      <fieldset className={styles['choices']}>
        <legend>{t('settings.language')}</legend>
        {(Object.keys(languages) as Language[]).map((name) => (
          <label key={name} lang={name}>
            <input type="radio" name="language" checked={language === name} onChange={() => choose(name)} />
            {languages[name]}
          </label>
        ))}
      </fieldset>
    </div>
  )
}
