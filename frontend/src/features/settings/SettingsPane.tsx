import { ArrowLeft, Bell, MonitorSmartphone, Palette, ShieldCheck, SlidersHorizontal, UserRound, X } from 'lucide-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { IconButton } from '@/components'
import { useIsAdmin, type User } from '@/features/session'
import { AccountSection } from './AccountSection'
import { AdminSection } from './AdminSection'
import { AppearanceSection } from './AppearanceSection'
import { DevicesSection } from './DevicesSection'
import { NotificationsSection } from './NotificationsSection'
import { ProfileSection } from './ProfileSection'
import styles from './Settings.module.css'

const sections = {
  profile: { icon: UserRound, view: ProfileSection },
  appearance: { icon: Palette, view: AppearanceSection },
  notifications: { icon: Bell, view: NotificationsSection },
  devices: { icon: MonitorSmartphone, view: DevicesSection },
  account: { icon: ShieldCheck, view: AccountSection },
  admin: { icon: SlidersHorizontal, view: AdminSection },
} satisfies Record<string, { icon: ComponentType<{ size?: number }>; view: ComponentType<{ me: User }> }>
type SectionName = keyof typeof sections

interface SettingsPaneProps {
  me: User
  section: string
  onClose: () => void
}

/** On a phone the sections stand in a row that scrolls. */
function showInRow(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'center' })
}

/** Everything that one can set, one section at a time. */
export default function SettingsPane({ me, section, onClose }: SettingsPaneProps) {
  const { t } = useTranslation()
  const admin = useIsAdmin()
  const names = (Object.keys(sections) as SectionName[]).filter((name) => name !== 'admin' || admin)
  const current = names.find((name) => name === section) ?? 'profile'
  const { view: View } = sections[current]
  return (
    <main className={styles['pane']} aria-label={t('settings.title')}>
      <header className={styles['head']}>
        <IconButton label={t('action.back')} className={styles['back'] ?? ''} onClick={onClose}>
          <ArrowLeft size={21} className="flip" />
        </IconButton>
        <h2>{t('settings.title')}</h2>
        <IconButton label={t('action.close')} className={styles['close'] ?? ''} onClick={onClose}>
          <X size={21} />
        </IconButton>
      </header>
      <div className={styles['body']}>
        <nav aria-label={t('settings.sections')} className={styles['nav']}>
          {names.map((name) => {
            const Icon = sections[name].icon
            return (
              <Link
                key={name}
                href={`/settings/${name}`}
                aria-current={name === current ? 'page' : undefined}
                ref={name === current ? showInRow : undefined}
              >
                <Icon size={18} /> {t(`settings.${name}`)}
              </Link>
            )
          })}
        </nav>
        <section className={styles['section']} aria-label={t(`settings.${current}`)} tabIndex={-1}>
          <h3>{t(`settings.${current}`)}</h3>
          <View key={current} me={me} />
        </section>
      </div>
    </main>
  )
}
