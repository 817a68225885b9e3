import { Gauge, LogOut, Moon, Settings, Sun, UserRound } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Avatar } from '@/components'
import { useIsAdmin, type User } from '@/features/session'
import { directionOf } from '@/lib/i18n'
import { chooseTheme, useTheme } from '@/lib/theme'
import styles from './Sidebar.module.css'

export function AccountMenu({ me, onLogOut }: { me: User; onLogOut: () => void }) {
  const { t, i18n } = useTranslation()
  const [, navigate] = useLocation()
  useTheme()
  const admin = useIsAdmin()
  const dark = document.documentElement.dataset['theme'] === 'dark'
  return (
    <DropdownMenu.Root modal={false} dir={directionOf(i18n.language)}>
      <DropdownMenu.Trigger className={styles['menuButton']} aria-label={t('account.menu')}>
        <Avatar id={me.id} name={me.name} picture={me.picture} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles['menu']} align="end" sideOffset={8}>
          <div className={styles['who']}>
            <Avatar id={me.id} name={me.name} picture={me.picture} />
            <span>
              <strong>
                <bdi>{me.name}</bdi>
              </strong>
              <span>{me.email}</span>
            </span>
          </div>
          <DropdownMenu.Separator className={styles['rule']} />
          <DropdownMenu.Item className={styles['item']} onSelect={() => navigate('/settings/profile')}>
            <UserRound size={18} /> {t('settings.profile')}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={styles['item']} onSelect={() => navigate('/settings/appearance')}>
            <Settings size={18} /> {t('settings.title')}
          </DropdownMenu.Item>
          <DropdownMenu.Item
            className={styles['item']}
            onSelect={(event) => {
              event.preventDefault()
              chooseTheme(dark ? 'light' : 'dark')
            }}
          >
            {dark ? <Sun size={18} /> : <Moon size={18} />} {dark ? t('theme.toLight') : t('theme.toDark')}
          </DropdownMenu.Item>
          {admin && (
            <DropdownMenu.Item className={styles['item']} onSelect={() => navigate('/admin')}>
              <Gauge size={18} /> {t('account.administration')}
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Separator className={styles['rule']} />
          <DropdownMenu.Item className={styles['item']} onSelect={onLogOut}>
            <LogOut size={18} className="flip" /> {t('account.logOut')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
