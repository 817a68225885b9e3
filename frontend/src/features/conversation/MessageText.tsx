import { Check, Copy } from 'lucide-react'
import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFewEmoji, parseText, type Part } from '@/lib/text'
import styles from './MessageText.module.css'

/** A message's words: links can be followed, code is set as code, everything else is just text. */
export const MessageText = memo(function MessageText({ text }: { text: string }) {
  const blocks = useMemo(() => parseText(text), [text])
  if (isFewEmoji(text)) return <p className={styles['emoji']}>{text}</p>
  return (
    <div className={styles['text']}>
      {blocks.map((block, index) =>
        block.kind === 'code' ? (
          <CodeBlock key={index} code={block.code} />
        ) : (
          <p key={index} dir="auto">
            {block.parts.map((part, at) => (
              <InlinePart key={at} part={part} />
            ))}
          </p>
        ),
      )}
    </div>
  )
})

function InlinePart({ part }: { part: Part }) {
  if (part.kind === 'text') return part.text
  if (part.kind === 'code') return <code>{part.text}</code>
  return (
    <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
      {part.text}
    </a>
  )
}

function CodeBlock({ code }: { code: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  function copy(): void {
    void navigator.clipboard.writeText(code).then(() => {
      setCopied(true)
      setTimeout(() => setCopied(false), 1_500)
    })
  }
  return (
    <div className={styles['code']} dir="ltr">
      <button type="button" onClick={copy} aria-label={t('message.copyCode')} title={t('message.copyCode')}>
        {copied ? <Check size={15} /> : <Copy size={15} />}
      </button>
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
    </div>
  )
}
