import { ImagePlus, SendHorizontal, X } from 'lucide-react'
import { useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { IconButton, useObjectUrl } from '@/components'
import { MAX_TEXT_LENGTH } from '@/config/env'
import { readDraft, writeDraft } from './drafts'
import { EmojiButton } from './EmojiButton'
import { checkPicture, firstFile, pictureAccept } from './picture'
import { useTyping } from './useTyping'
import styles from './Composer.module.css'

export interface ComposerHandle {
  /** Attaches a picture that was dropped somewhere else on the page. */
  attach: (file: File) => void
}

interface ComposerProps {
  conversation: string
  name: string
  pictures: boolean
  onSend: (text: string, picture: File | null) => void
  ref?: Ref<ComposerHandle>
}

/** Where a message is written. Keeps what is not sent, per conversation. */
export function Composer({ conversation, name, pictures, onSend, ref }: ComposerProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(() => readDraft(conversation))
  const [picture, setPicture] = useState<File | null>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const typing = useTyping(conversation)
  const preview = useObjectUrl(picture)

  // A keyboard is at hand where there is a mouse; on a phone it would jump up over the messages.
  useEffect(() => {
    if (window.matchMedia('(pointer: fine)').matches) area.current?.focus()
  }, [])

  function change(next: string): void {
    setText(next)
    writeDraft(conversation, next)
    if (next.trim() === '') typing.stopped()
    else typing.wrote()
  }

  function attach(file: File): void {
    if (!pictures) {
      toast.error(t('composer.picturesOff'))
      return
    }
    const problem = checkPicture(file)
    if (problem === null) {
      setPicture(file)
      area.current?.focus()
    } else {
      toast.error(problem === 'too-large' ? t('composer.tooLarge') : t('composer.notPicture'))
    }
  }
  useImperativeHandle(ref, () => ({ attach }))

  const tooLong = text.length > MAX_TEXT_LENGTH
  const sendable = (text.trim() !== '' || picture !== null) && !tooLong

  function send(): void {
    if (!sendable) return
    onSend(text, picture)
    setText('')
    setPicture(null)
    writeDraft(conversation, '')
    typing.stopped()
    area.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent): void {
    // While an input method composes, Enter chooses its word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }

  function insert(emoji: string): void {
    const box = area.current
    const at = box?.selectionStart ?? text.length
    change(text.slice(0, at) + emoji + text.slice(box?.selectionEnd ?? at))
    requestAnimationFrame(() => {
      box?.focus()
      box?.setSelectionRange(at + emoji.length, at + emoji.length)
    })
  }

  return (
    <form
      className={styles['composer']}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {preview !== null && picture !== null && (
        <div className={styles['attached']}>
          <img src={preview} alt={t('composer.attached', { name: picture.name })} />
          <IconButton label={t('composer.removePicture')} onClick={() => setPicture(null)}>
            <X size={16} />
          </IconButton>
        </div>
      )}
      {tooLong && (
        <p className={styles['problem']} role="alert">
          {t('composer.tooLong', { count: text.length - MAX_TEXT_LENGTH })}
        </p>
      )}
      <div className={styles['row']}>
        <EmojiButton onEmoji={insert} />
        {pictures && (
          <>
            <IconButton label={t('composer.addPicture')} onClick={() => chooser.current?.click()}>
              <ImagePlus size={21} />
            </IconButton>
            <input
              ref={chooser}
              type="file"
              accept={pictureAccept}
              hidden
              aria-label={t('composer.addPicture')}
              onChange={(event) => {
                const file = event.target.files?.[0]
                if (file !== undefined) attach(file)
                event.target.value = ''
              }}
            />
          </>
        )}
        <textarea
          ref={area}
          rows={1}
          dir="auto"
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const file = firstFile(event.clipboardData)
            if (file === null) return
            event.preventDefault()
            attach(file)
          }}
          placeholder={t('composer.placeholder', { name })}
          aria-label={t('composer.label', { name })}
          enterKeyHint="send"
        />
        <button type="submit" className={styles['send']} disabled={!sendable} aria-label={t('composer.send')} title={t('composer.send')}>
          <SendHorizontal size={20} className="flip" />
        </button>
      </div>
    </form>
  )
}
