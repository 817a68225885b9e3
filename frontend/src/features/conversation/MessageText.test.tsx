import { render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { MessageText } from './MessageText'

const corpus = [
  '<script>window.hit = 1</script>',
  '<img src=x onerror="window.hit=1">',
  '<svg/onload=window.hit=1>',
  '"><iframe srcdoc="<script>parent.hit=1</script>">',
  '[x](javascript:window.hit=1)',
  'javascript:window.hit=1',
  '<a href="javascript:window.hit=1">x</a>',
  '{{constructor.constructor("window.hit=1")()}}',
  '`<b>code</b>`',
  '```html\n<script>window.hit = 1</script>\n```',
  '\u202Egnp.exe',
]

describe('MessageText', () => {
  it.each(corpus)('should show %j as text', (text) => {
    const { container } = render(<MessageText text={text} />)

    const shown = container.textContent
    expect(text.replace(/```\w*\n?|\n```|`/g, '')).toBe(shown.trim())
    expect(container.querySelector('script, img, svg:not([aria-hidden]), iframe, b')).toBeNull()
    for (const link of container.querySelectorAll('a')) expect(link.protocol).toMatch(/^https?:|^mailto:/)
    expect(window).not.toHaveProperty('hit')
  })

  it('should open links apart from the app', () => {
    render(<MessageText text="https://a.example" />)

    expect(screen.getByRole('link')).toHaveAttribute('rel', expect.stringContaining('noopener'))
  })
})
