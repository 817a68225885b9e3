import { Smile } from 'lucide-react'
import { Popover } from 'radix-ui'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton, Spinner } from '@/components'
import styles from './EmojiPicker.module.css'

const EmojiPicker = lazy(() => import('./EmojiPicker'))

/** Opens the emoji picker, which comes with its names when it is first wanted. */
export function EmojiButton({ onEmoji }: { onEmoji: (emoji: string) => void }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <IconButton label={t('composer.emoji')}>
          <Smile size={21} />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles['popover']}
          side="top"
          align="start"
          sideOffset={12}
          collisionPadding={8}
          aria-label={t('composer.emoji')}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <Suspense fallback={<Spinner />}>
            <EmojiPicker
              onEmoji={(emoji) => {
                setOpen(false)
                onEmoji(emoji)
              }}
            />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
