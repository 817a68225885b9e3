import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { IconButton } from './Button'
import styles from './Modal.module.css'

interface ModalProps {
  open: boolean
  onClose: () => void
  title: string
  description?: string
  closeLabel: string
  /** A picture takes the whole screen. */
  full?: boolean
  children: ReactNode
}

/** A dialog over everything else: focus stays in it, Escape closes it. */
export function Modal({ open, onClose, title, description, closeLabel, full = false, children }: ModalProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles['veil']} data-full={full} />
        <Dialog.Content className={full ? styles['full'] : styles['card']} {...(description === undefined ? { 'aria-describedby': undefined } : {})}>
          <div className={styles['head']}>
            <Dialog.Title className={styles['title']}>{title}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={closeLabel}>
                <X size={20} />
              </IconButton>
            </Dialog.Close>
          </div>
          {description !== undefined && <Dialog.Description className={styles['description']}>{description}</Dialog.Description>}
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
