import { describe, expect, it } from 'vitest'
import emoji from 'emojibase-data/en/compact.json'
import { isFewEmoji, parseText } from './text'

const links = (text: string) =>
  parseText(text).flatMap((block) => (block.kind === 'paragraph' ? block.parts.flatMap((part) => (part.kind === 'link' ? [part.href] : [])) : []))

describe('parseText', () => {
  it('should keep plain text verbatim', () => {
    const text = '  two  spaces\n\nand <b>tags</b> & "quotes"'
    expect(parseText(text)).toEqual([{ kind: 'paragraph', parts: [{ kind: 'text', text }] }])
  })

  it('should find links and leave the full stop after one alone', () => {
    expect(parseText('see https://a.example/x?y=1.')).toEqual([
      {
        kind: 'paragraph',
        parts: [
          { kind: 'text', text: 'see ' },
          { kind: 'link', text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' },
          { kind: 'text', text: '.' },
        ],
      },
    ])
  })

  it('should make links of addresses without a scheme, with https', () => {
    expect(links('try www.example.org or me@example.org')).toEqual(['https://www.example.org', 'mailto:me@example.org'])
  })

  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,<script>1</script>', 'vbscript:x', 'file:///etc/passwd', ' javascript://a.example/%0aalert(1)'])(
    'should follow no dangerous scheme: %s',
    (text) => {
      expect(links(text).every((href) => /^(https?|mailto):/.test(href))).toBe(true)
    },
  )

  it('should set fenced code apart, without looking for links in it', () => {
    expect(parseText('before\n```ts\nconst a = "https://a.example"\n```\nafter')).toEqual([
      { kind: 'paragraph', parts: [{ kind: 'text', text: 'before' }] },
      { kind: 'code', language: 'ts', code: 'const a = "https://a.example"' },
      { kind: 'paragraph', parts: [{ kind: 'text', text: 'after' }] },
    ])
  })

  it('should take an open fence as text', () => {
    expect(parseText('```\nnot closed')).toEqual([{ kind: 'paragraph', parts: [{ kind: 'text', text: '```\nnot closed' }] }])
  })

  it('should set inline code apart', () => {
    expect(parseText('run `npm ci` now')).toEqual([
      { kind: 'paragraph', parts: [{ kind: 'text', text: 'run ' }, { kind: 'code', text: 'npm ci' }, { kind: 'text', text: ' now' }] },
    ])
  })

  it('should stay quick on hostile input', () => {
    const started = performance.now()
    parseText('`'.repeat(20_000))
    parseText('```\n'.repeat(5_000))
    parseText('http://'.repeat(2_800))
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('isFewEmoji', () => {
  it.each(['🎉', '👩‍👩‍👧', '🇩🇪 🇫🇷', '👍🏽👍', '👍\uFE0F', '☺\uFE0F', '1\uFE0F\u20E3', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '❤\uFE0F\u200D🔥'])('should take %s', (text) => expect(isFewEmoji(text)).toBe(true))
  it('should take every emoji that the picker offers', () => {
    const offered = emoji.filter(({ group }) => group !== undefined).flatMap(({ unicode, skins = [] }) => [unicode, ...skins.map((skin) => skin.unicode)])

    expect(offered.length).toBeGreaterThan(3_000)
    expect(offered.filter((one) => !isFewEmoji(one))).toEqual([])
  })

  it.each(['', 'a', '1', '#', '©', '🇩', '🎉 yes', '🎉🎉🎉🎉'])('should not take "%s"', (text) => expect(isFewEmoji(text)).toBe(false))
})
