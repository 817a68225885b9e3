import { decode, isBlurhashValid } from 'blurhash'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Picture } from '@/features/messages'
import styles from './PictureFrame.module.css'

const MAX_WIDTH = 340
const MAX_HEIGHT = 380

/** The size at which a picture is shown: within bounds, never larger than it is, so that nothing moves when it arrives. */
export function frameOf(picture: Pick<Picture, 'width' | 'height'>): { width: number; height: number } {
  const { width, height } = picture
  if (width === null || height === null || width < 1 || height < 1) return { width: 280, height: 210 }
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height)
  return { width: Math.max(96, Math.round(width * scale)), height: Math.max(72, Math.round(height * scale)) }
}

interface PictureFrameProps {
  picture: Picture
  onOpen: () => void
}

export function PictureFrame({ picture, onOpen }: PictureFrameProps) {
  const { t } = useTranslation()
  const { width, height } = frameOf(picture)
  const [state, setState] = useState<'loading' | 'there' | 'broken'>('loading')
  return (
    <button
      type="button"
      className={styles['frame']}
      style={{ width, aspectRatio: `${width} / ${height}` }}
      onClick={onOpen}
      aria-label={t('message.openPicture')}
    >
      {state === 'loading' && <Blur hash={picture.blurhash} />}
      {state === 'broken' ? (
        <span className={styles['broken']}>{t('message.pictureGone')}</span>
      ) : (
        <img
          src={picture.thumb}
          alt=""
          decoding="async"
          data-fit={picture.width === null ? 'contain' : 'cover'}
          onLoad={() => setState('there')}
          onError={() => setState('broken')}
        />
      )}
    </button>
  )
}

const BLUR = 32

function Blur({ hash }: { hash: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || !isBlurhashValid(hash).result) return
    const pixels = context.createImageData(BLUR, BLUR)
    pixels.data.set(decode(hash, BLUR, BLUR))
    context.putImageData(pixels, 0, 0)
  }, [hash])
  return hash === '' ? null : <canvas ref={canvas} width={BLUR} height={BLUR} aria-hidden="true" />
}
