import { find } from 'linkifyjs'

/** A message's text in parts that can be shown without ever building HTML from it. */
export type Block = { kind: 'paragraph'; parts: Part[] } | { kind: 'code'; language: string; code: string }
export type Part = { kind: 'text'; text: string } | { kind: 'code'; text: string } | { kind: 'link'; text: string; href: string }

const fence = /^```([\w+#.-]{0,20})[^\S\n]*\n([\s\S]*?)\n?^```[^\S\n]*$/gm
const inlineCode = /`([^`\n]+)`/g

export function parseText(text: string): Block[] {
  const blocks: Block[] = []
  let from = 0
  const paragraph = (until: number): void => {
    const between = text.slice(from, until).replace(from === 0 ? /\n$/ : /^\n|\n$/g, '')
    if (between !== '') blocks.push({ kind: 'paragraph', parts: parseInline(between) })
  }
  for (const match of text.matchAll(fence)) {
    paragraph(match.index)
    blocks.push({ kind: 'code', language: match[1] ?? '', code: match[2] ?? '' })
    from = match.index + match[0].length
  }
  paragraph(text.length)
  return blocks
}

function parseInline(text: string): Part[] {
  const parts: Part[] = []
  let from = 0
  for (const match of text.matchAll(inlineCode)) {
    parts.push(...parseLinks(text.slice(from, match.index)))
    parts.push({ kind: 'code', text: match[1] ?? '' })
    from = match.index + match[0].length
  }
  parts.push(...parseLinks(text.slice(from)))
  return parts
}

function parseLinks(text: string): Part[] {
  const parts: Part[] = []
  let from = 0
  for (const link of find(text, { defaultProtocol: 'https' })) {
    if (!link.isLink || !/^(https?:|mailto:)/i.test(link.href)) continue
    if (link.start > from) parts.push({ kind: 'text', text: text.slice(from, link.start) })
    parts.push({ kind: 'link', text: link.value, href: link.href })
    from = link.end
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}

// As UTS #51 puts emoji together. \p{RGI_Emoji} says the same and more, but takes a phone a tenth of a second to compile.
const flagOrKey = '\\p{RI}{2}|[#*\\d]\\uFE0F\\u20E3'
const picture = '(?:\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}|(?!\\p{RI})\\p{Emoji_Presentation}\\uFE0F?|\\p{Extended_Pictographic}\\uFE0F)'
const tagged = '[\\u{E0020}-\\u{E007F}]*'
const joined = '(?:\\u200D\\p{Extended_Pictographic}[\\uFE0F\\p{Emoji_Modifier}]?)*'
const fewEmoji = new RegExp(`^(?:(?:${flagOrKey}|${picture}${tagged}${joined})\\s*){1,3}$`, 'u')

/** Whether the text is one to three emoji and nothing else, which are shown large. */
export function isFewEmoji(text: string): boolean {
  return text.length <= 48 && fewEmoji.test(text.trim())
}
