import { ArrowLeft, SendHorizontal, Sparkles, Square } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton, Spinner } from '@/components'
import { useAnswer, useSwitches } from '@/features/connection'
import { MessageText } from '@/features/conversation'
import { loadOlder } from '@/features/messages'
import { announce } from '@/features/notifications'
import { timeOfDay } from '@/lib/format'
import { useAssistant } from './useAssistant'
import styles from './AssistantPane.module.css'

/** So close to the end (px) that an answer should keep coming into view. */
const NEAR_END = 120

/** A conversation with the AI assistant. Its answers appear as they are written. */
export default function AssistantPane({ me, onBack }: { me: string; onBack: () => void }) {
  const { t, i18n } = useTranslation()
  const { id, thread, asked, answered, failed, reload, exchange, say, stop, dismiss } = useAssistant(me)
  const { messages } = thread
  const enabled = useSwitches((switches) => switches.assistant) === true
  const live = useAnswer()
  const [text, setText] = useState('')
  const [looking, setLooking] = useState(false)
  const scroller = useRef<HTMLDivElement>(null)
  const asking = exchange.phase === 'asking'
  const last = messages.at(-1)
  // Asked in another tab or on another device.
  const elsewhere = exchange.phase === 'idle' && last !== undefined && last.id === live.replyTo ? live.text : ''
  const answer = asking && !answered ? exchange.text : elsewhere
  const waiting = !thread.loaded && !failed && messages.length === 0

  const follows = useRef(true)
  useEffect(() => {
    const element = scroller.current
    if (element !== null && follows.current) element.scrollTop = element.scrollHeight
  }, [last?.id, exchange, answer])

  // What was in view stays there when earlier messages come.
  const first = messages[0]?.id
  const fromEnd = useRef<number | null>(null)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || fromEnd.current === null) return
    element.scrollTop = element.scrollHeight - fromEnd.current
    fromEnd.current = null
  }, [first])

  function look(): void {
    const element = scroller.current
    if (element !== null) fromEnd.current = element.scrollHeight - element.scrollTop
    setLooking(true)
    void loadOlder(id)
      .catch(() => undefined)
      .finally(() => setLooking(false))
  }

  const newest = thread.loaded ? (last?.id ?? '') : null
  const heard = useRef(newest)
  const newestIsAnswer = last !== undefined && last.from !== me
  useEffect(() => {
    if (newest === heard.current) return
    if (heard.current !== null && newestIsAnswer) announce(t('assistant.done'))
    heard.current = newest
  }, [newest, newestIsAnswer, t])

  function ask(prompt: string): void {
    follows.current = true
    void say(prompt)
  }

  function submit(): void {
    const prompt = text.trim()
    if (prompt === '' || asking || !enabled) return
    setText('')
    ask(prompt)
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
      <div
        ref={scroller}
        className={styles['scroller']}
        onScroll={({ currentTarget: { scrollHeight, clientHeight, scrollTop } }) => (follows.current = scrollHeight - clientHeight - scrollTop < NEAR_END)}
        role="log"
        aria-live="off"
        aria-label={t('assistant.title')}
        tabIndex={0}
      >
        <div className={styles['column']}>
          {waiting && <Spinner />}
          {thread.loaded && !thread.complete && messages.length > 0 && (
            <Button look="quiet" busy={looking} onClick={look} className={styles['older'] ?? ''}>
              {t('info.lookFurther')}
            </Button>
          )}
          {failed && (
            <div className={styles['problem']} role="alert">
              <p>{t('chat.failed')}</p>
              <Button onClick={reload}>{t('action.retry')}</Button>
            </div>
          )}
          {messages.length === 0 && exchange.phase === 'idle' && thread.loaded && (
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
          {messages.map((message) => (
            <Entry key={message.id} mine={message.from === me} text={message.text} when={timeOfDay(i18n.language, message.at)} />
          ))}
          {exchange.phase !== 'idle' && !asked && <Entry mine text={exchange.prompt} when="" />}
          {asking && !answered && answer === '' && <p className={styles['thinking']}>{t('assistant.thinking')}</p>}
          {answer !== '' && <Entry mine={false} text={answer} when="" />}
          {exchange.phase === 'failed' && (
            <div className={styles['problem']} role="alert">
              <p>{exchange.message === '' ? t('assistant.failed') : exchange.message}</p>
              <Button onClick={() => ask(exchange.prompt)}>{t('action.retry')}</Button>
              <Button look="quiet" onClick={dismiss}>
                {t('action.discard')}
              </Button>
            </div>
          )}
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
