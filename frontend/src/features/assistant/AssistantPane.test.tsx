import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { useAnswer, useSwitches } from '@/features/connection'
import { addMessages, forgetMessages, toMessage, useMessages } from '@/features/messages'
import { useAnnouncement } from '@/features/notifications'
import { useAssistantId } from '@/features/people'
import { alice, aWireMessage, serve } from '@/testing/builders'
import AssistantPane from './AssistantPane'

const assistant = '6368617473706163652d6169'
const asked = (text: string, fields: object = {}) => aWireMessage({ senderId: alice, receiverId: assistant, text, seen: true, ...fields })
const said = (text: string, fields: object = {}) => aWireMessage({ senderId: assistant, receiverId: alice, text, seen: true, ...fields })

const articles = () => screen.getAllByRole('article').map((article) => article.querySelector('p')?.textContent)

function show() {
  render(<AssistantPane me={alice} onBack={() => undefined} />)
  return { user: userEvent.setup(), box: screen.getByRole('textbox', { name: 'Ask the assistant' }) }
}

beforeEach(() => {
  forgetMessages()
  useSwitches.setState({ assistant: true })
  useAnswer.setState({ replyTo: '', text: '' })
  useAssistantId.setState({ id: assistant })
})

describe('AssistantPane', () => {
  it('should show what was said before, on a device that never asked', async () => {
    const calls = serve(() => ({ json: { success: true, messages: [asked('What is a monad?'), said('A burrito.')] } }))
    show()

    expect(await screen.findByText('A burrito.')).toBeVisible()

    expect(calls.map(({ path }) => path)).toEqual([`/api/messages/${assistant}?limit=50`])
    expect(useAnnouncement.getState().text).toBe('')
  })

  it('should offer a way to what was said earlier', async () => {
    const page = Array.from({ length: 50 }, (_, index) => said(`answer ${index}.`))
    serve(({ path }) => ({ json: { success: true, messages: path.includes('before=') ? [said('the very first', { createdAt: '2020-01-01T00:00:00.000Z' })] : page } }))
    const { user } = show()

    await user.click(await screen.findByRole('button', { name: 'Look further back' }))

    expect(await screen.findByText('the very first')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Look further back' })).toBeNull()
  })

  it('should show a question once, though the server tells of it too, and announce its answer once', async () => {
    const question = asked('Why?')
    const answer = said('Because.')
    let finish: () => void = () => undefined
    serve(async ({ path }) => {
      if (!path.startsWith('/api/ai/chat')) return { json: { success: true, messages: [] } }
      await new Promise<void>((resolve) => (finish = resolve))
      return { json: { success: true, content: 'Because.', userMessage: question, aiMessage: answer } }
    })
    const { user, box } = show()
    await screen.findByText('What can I help you with?')
    const before = useAnnouncement.getState().number

    await user.type(box, 'Why?{Enter}')
    expect(articles()).toEqual(['Why?'])
    act(() => addMessages(assistant, [toMessage(question)]))
    expect(articles()).toEqual(['Why?'])
    act(() => addMessages(assistant, [toMessage(answer)]))
    expect(articles()).toEqual(['Why?', 'Because.'])
    finish()

    expect(await screen.findByRole('button', { name: 'Send' })).toBeVisible()
    expect(articles()).toEqual(['Why?', 'Because.'])
    expect(useAnnouncement.getState()).toEqual({ text: 'The assistant has answered', number: before + 1 })
  })

  it('should show an answer as it comes to a question that another tab asked, until the whole is there', async () => {
    const question = asked('Why?')
    serve(() => ({ json: { success: true, messages: [question] } }))
    show()
    await screen.findByText('Why?')

    act(() => useAnswer.setState({ replyTo: question._id, text: 'Beca' }))
    expect(articles()).toEqual(['Why?', 'Beca'])
    act(() => addMessages(assistant, [toMessage(said('Because.'))]))

    expect(articles()).toEqual(['Why?', 'Because.'])
  })

  it('should count nothing as unseen once it is open', async () => {
    useMessages.setState({ unseen: { [assistant]: 2 } })
    serve(() => ({ json: { success: true, messages: [said('Because.')] } }))
    show()

    await screen.findByText('Because.')

    expect(useMessages.getState().unseen[assistant]).toBe(0)
  })

  it('should learn who the assistant is from an answer', async () => {
    const other = 'e'.repeat(24)
    serve(({ path }) => ({
      json: path.startsWith('/api/ai/chat')
        ? { success: true, content: 'Hi.', userMessage: asked('Hello', { receiverId: other }), aiMessage: said('Hi.', { senderId: other }) }
        : { success: true, messages: [] },
    }))
    const { user, box } = show()
    await screen.findByText('What can I help you with?')

    await user.type(box, 'Hello{Enter}')

    expect(await screen.findByText('Hi.')).toBeVisible()
    expect(useAssistantId.getState().id).toBe(other)
  })
})
