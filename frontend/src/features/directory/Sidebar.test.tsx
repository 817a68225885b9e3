import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useSwitches } from '@/features/connection'
import { useMessages } from '@/features/messages'
import { signIn, toUser } from '@/features/session'
import { aToken, aWireUser, bob, serve } from '@/testing/builders'
import { Sidebar } from './Sidebar'

const assistant = aWireUser({ _id: '6368617473706163652d6169', fullName: 'AI Assistant', email: 'assistant@chatspace.invalid' })
const ben = aWireUser({ _id: bob, fullName: 'Ben Okafor', email: 'ben@example.org' })

async function show() {
  serve(() => ({ json: { success: true, users: [assistant, ben], unseenMsgs: {} } }))
  signIn(aToken(600), aWireUser())
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Sidebar me={toUser(aWireUser())} current="/" onLogOut={() => undefined} />
    </QueryClientProvider>,
  )
  await screen.findByRole('link', { name: /Ben Okafor/ })
  return userEvent.setup()
}

beforeEach(() => {
  // Rows are made for what fits, and here nothing has a size.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(720)
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(320)
  useSwitches.setState({ assistant: true })
  useMessages.setState({ unseen: {} })
})

const links = () => screen.getAllByRole('link').map((link) => link.getAttribute('href'))

describe('Sidebar', () => {
  it('should have one entry for the assistant, which is a user too once somebody has asked', async () => {
    await show()

    expect(links()).toEqual(['/assistant', `/chat/${bob}`])
    expect(screen.queryByText('AI Assistant')).toBeNull()
  })

  it('should find the assistant by its name', async () => {
    const user = await show()

    await user.type(screen.getByRole('searchbox'), 'assis')
    expect(links()).toEqual(['/assistant'])
    expect(screen.queryByText(/Nobody matches/)).toBeNull()
    await user.clear(screen.getByRole('searchbox'))
    await user.type(screen.getByRole('searchbox'), 'okafor')

    expect(links()).toEqual([`/chat/${bob}`])
  })

  it('should say beside it what the assistant has said unseen', async () => {
    useMessages.setState({ unseen: { [assistant._id]: 2 } })

    await show()

    expect(screen.getByRole('link', { name: /^Assistant.*2 new messages$/ })).toBeVisible()
  })

  it('should show no assistant where the server has none', async () => {
    useSwitches.setState({ assistant: null })

    await show()

    expect(links()).toEqual([`/chat/${bob}`])
  })
})
