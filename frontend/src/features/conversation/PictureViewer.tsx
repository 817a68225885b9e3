import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Modal } from '@/components'
import type { Picture } from '@/features/messages'
import styles from './PictureViewer.module.css'

export function PictureViewer({ picture, onClose }: { picture: Picture | null; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal open={picture !== null} onClose={onClose} title={t('message.picture')} closeLabel={t('action.close')} full>
      {picture !== null && (
        <figure className={styles['viewer']}>
          <img src={picture.url} alt={t('message.picture')} />
          <figcaption>
            <a href={picture.url} target="_blank" rel="noopener noreferrer">
              <ExternalLink size={16} /> {t('message.openOriginal')}
            </a>
          </figcaption>
        </figure>
      )}
    </Modal>
  )
}
