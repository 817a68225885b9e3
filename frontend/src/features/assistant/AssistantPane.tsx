import { ArrowLeft, SendHorizontal, Sparkles, Square } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton, Spinner } from '@/components'
import { useSwitches } from '@/features/connection'
import { MessageText } from '@/features/conversation'
import { threadOf, useMessages } from '@/features/messages'
import { announce } from '@/features/notifications'
import { timeOfDay } from '@/lib/format'
import { useAssistant } from './useAssistant'
import styles from './AssistantPane.module.css'

/** A conversation with the AI assistant. Its answers appear as they are written. */
export default function AssistantPane({ me, onBack }: { me: string; onBack: () => void }) {
  const { t, i18n } = useTranslation()
  const { id, exchange, say, stop, loading, dismiss } = useAssistant()
  const enabled = useSwitches((switches) => switches.assistant) === true
  const messages = useMessages((state) => (id === null ? null : threadOf(state, id).messages))
  const [text, setText] = useState('')
  const end = useRef<HTMLDivElement>(null)
  const asking = exchange.phase === 'asking'
  const answer = exchange.phase === 'asking' ? exchange.text : ''

  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
  }, [messages, exchange])

  const wasAsking = useRef(false)
  useEffect(() => {
    if (wasAsking.current && !asking) announce(t('assistant.done'))
    wasAsking.current = asking
  }, [asking, t])

  function submit(): void {
    const prompt = text.trim()
    if (prompt === '' || asking || !enabled) return
    setText('')
    void say(prompt)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    submit()
  }

  return (
    <main className={styles['pane']} aria-label={t('assistant.title')}>
      <header className={styles['head']}>
        <IconButton label={t('action.back')} className={styles['back'] ?? ''} onClick={onBack}>
          <ArrowLeft size={21} className="flip" />
        </IconButton>
        <span className={styles['spark']} aria-hidden="true">
          <Sparkles size={21} />
        </span>
        <div>
          <h2>{t('assistant.title')}</h2>
          <p>{enabled ? t('assistant.note') : t('assistant.off')}</p>
        </div>
      </header>
      <div className={styles['scroller']} role="log" aria-live="off" aria-label={t('assistant.title')} tabIndex={0}>
        <div className={styles['column']}>
          {loading && <Spinner />}
          {(messages === null || messages.length === 0) && exchange.phase === 'idle' && !loading && (
            <div className={styles['welcome']}>
              <h3>{t('assistant.welcome')}</h3>
              <ul>
                {(['idea1', 'idea2', 'idea3'] as const).map((idea) => (
                  <li key={idea}>
                    <Button disabled={!enabled} onClick={() => setText(t(`assistant.${idea}`))}>
                      {t(`assistant.${idea}`)}
                    </Button>
                  </li>
                ))}
              </ul>
            </div>
          )}
          {messages?.map((message) => (
            <Entry key={message.id} mine={message.from === me} text={message.text} when={timeOfDay(i18n.language, message.at)} />
          ))}
          {exchange.phase !== 'idle' && <Entry mine text={exchange.prompt} when="" />}
          {asking && (answer === '' ? <p className={styles['thinking']}>{t('assistant.thinking')}</p> : <Entry mine={false} text={answer} when="" />)}
          {exchange.phase === 'failed' && (
            <div className={styles['problem']} role="alert">
              <p>{exchange.message === '' ? t('assistant.failed') : exchange.message}</p>
              <Button onClick={() => void say(exchange.prompt)}>{t('action.retry')}</Button>
              <Button look="quiet" onClick={dismiss}>
                {t('action.discard')}
              </Button>
            </div>
          )}
          <div ref={end} />
        </div>
      </div>
      <form
        className={styles['composer']}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <textarea
          rows={1}
          dir="auto"
          value={text}
          disabled={!enabled}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          placeholder={enabled ? t('assistant.placeholder') : t('assistant.off')}
          aria-label={t('assistant.placeholder')}
        />
        {asking ? (
          <IconButton label={t('assistant.stop')} onClick={stop}>
            <Square size={18} fill="currentColor" />
          </IconButton>
        ) : (
          <button type="submit" className={styles['send']} disabled={text.trim() === '' || !enabled} aria-label={t('composer.send')}>
            <SendHorizontal size={20} className="flip" />
          </button>
        )}
      </form>
    </main>
  )
}

function Entry({ mine, text, when }: { mine: boolean; text: string; when: string }) {
  const { t } = useTranslation()
  return (
    <article className={mine ? styles['mine'] : styles['theirs']}>
      <span className="visually-hidden">{mine ? t('people.me') : t('assistant.title')}: </span>
      <MessageText text={text} />
      {when !== '' && <time>{when}</time>}
    </article>
  )
}
