import 'sonner/dist/styles.css'
import { useTranslation } from 'react-i18next'
import { Toaster } from 'sonner'
import { directionOf } from '@/lib/i18n'
import { useTheme } from '@/lib/theme'

export function Toasts() {
  const { t, i18n } = useTranslation()
  const { theme } = useTheme()
  return (
    <Toaster
      position="top-center"
      theme={theme}
      dir={directionOf(i18n.language)}
      containerAriaLabel={t('toasts')}
      closeButton
      toastOptions={{ closeButtonAriaLabel: t('action.close') }}
    />
  )
}
