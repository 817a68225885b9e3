import { fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { Composer } from './Composer'

function setUp() {
  const onSend = vi.fn<(text: string, picture: File | null) => void>()
  const view = render(<Composer conversation="b" name="Ben" pictures onSend={onSend} />)
  return { onSend, box: screen.getByRole('textbox', { name: 'Message to Ben' }), user: userEvent.setup(), view }
}

const picture = (bytes: number, type = 'image/png') => new File([new Uint8Array(bytes)], 'cat.png', { type })

describe('Composer', () => {
  it('should send on Enter, verbatim, and clear the box', async () => {
    const { onSend, box, user } = setUp()

    await user.type(box, '  hi{Enter}')

    expect(onSend).toHaveBeenCalledExactlyOnceWith('  hi', null)
    expect(box).toHaveValue('')
  })

  it('should break the line on Shift+Enter', async () => {
    const { onSend, box, user } = setUp()

    await user.type(box, 'a{Shift>}{Enter}{/Shift}b')

    expect(onSend).not.toHaveBeenCalled()
    expect(box).toHaveValue('a\nb')
  })

  it('should not send what is blank', async () => {
    const { onSend, box, user } = setUp()

    await user.type(box, '   {Enter}')

    expect(onSend).not.toHaveBeenCalled()
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled()
  })

  it('should leave Enter to an input method that composes', () => {
    const { onSend, box } = setUp()
    fireEvent.change(box, { target: { value: 'か' } })

    fireEvent.keyDown(box, { key: 'Enter', isComposing: true })

    expect(onSend).not.toHaveBeenCalled()
  })

  it('should keep a draft for the next time', async () => {
    const { box, user, view } = setUp()
    await user.type(box, 'later')
    view.unmount()

    render(<Composer conversation="b" name="Ben" pictures onSend={vi.fn()} />)

    expect(screen.getByRole('textbox')).toHaveValue('later')
  })

  it('should show a pasted picture and send it', async () => {
    const { onSend, box, user } = setUp()
    const file = picture(10)

    fireEvent.paste(box, { clipboardData: { files: [file] } })
    expect(screen.getByRole('img', { name: /cat\.png/ })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Send' }))

    expect(onSend).toHaveBeenCalledExactlyOnceWith('', file)
  })

  it.each([picture(5 * 1024 * 1024 + 1), picture(10, 'application/pdf')])('should not take what the server would refuse', (file) => {
    const { box } = setUp()

    fireEvent.paste(box, { clipboardData: { files: [file] } })

    expect(screen.queryByRole('img', { name: /cat\.png/ })).toBeNull()
  })
})
