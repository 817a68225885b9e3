import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { Toaster } from 'sonner'
import { beforeEach, describe, expect, it } from 'vitest'
import { signIn, toUser } from '@/features/session'
import { alice, aWireUser, bob, serve, type Call } from '@/testing/builders'
import AdminPane from './AdminPane'

const me = toUser(aWireUser())
const ben = aWireUser({ _id: bob, fullName: 'Ben Okafor', email: 'ben@example.org' })
const cay = aWireUser({ _id: 'c'.repeat(24), fullName: 'Cay Lindqvist', email: 'cay@example.org' })

function tokenOf(role: string): string {
  return `e30.${btoa(JSON.stringify({ exp: Math.floor(Date.now() / 1000) + 3_600, role }))}.sig`
}

const node = (id: string, fields: object = {}) => ({
  id,
  draining: false,
  sockets: 12,
  capacity: 100,
  load: 0.12,
  users: 9,
  startedAt: '2026-01-01T00:00:00.000Z',
  pushes: 40,
  latency: { upTo: [10, 100], counts: [40, 0, 0] },
  ...fields,
})

type Answer = { status?: number; json?: unknown } | 'unreachable'

/** A server whose answers a test replaces by method and path. */
function aServer(own: Record<string, Answer> = {}) {
  const answers: Record<string, Answer> = {
    'GET /api/admin/nodes': { json: { success: true, online: 15, nodes: [node('presence-1'), node('presence-2', { draining: true, sockets: 0 })] } },
    'GET /api/auth/users/banned': { json: { success: true, banned: [{ user: cay, bannedAt: '2026-02-03T04:05:06.000Z' }], total: 1 } },
    'GET /api/messages/users': { json: { success: true, users: [ben, cay], unseenMsgs: {} } },
    ...own,
  }
  return serve(({ method, path }) => answers[`${method} ${path.split('?')[0] ?? ''}`] ?? { json: { success: true } })
}

function show() {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const view = render(
    <QueryClientProvider client={queries}>
      <AdminPane me={me} onClose={() => undefined} />
      <Toaster />
    </QueryClientProvider>,
  )
  return { view, user: userEvent.setup() }
}

const changes = (calls: Call[]) => calls.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)

beforeEach(() => signIn(tokenOf('admin'), aWireUser()))

describe('AdminPane', () => {
  it('should tell who is no admin so, and ask the server nothing', async () => {
    signIn(tokenOf(''), aWireUser())
    const calls = aServer()
    show()

    expect(await screen.findByText('This page is for admins only.')).toBeVisible()
    expect(calls.filter(({ path }) => path.startsWith('/api/admin'))).toEqual([])
  })

  it('should believe a server that says that somebody is no admin any more', async () => {
    aServer({ 'GET /api/admin/nodes': { status: 403, json: { success: false, message: 'Admin access required', code: 'not_admin' } } })
    show()

    expect(await screen.findByText('This page is for admins only.')).toBeVisible()
  })

  it('should show totals and each node', async () => {
    aServer()
    const { view } = show()

    const glance = await screen.findByRole('region', { name: 'At a glance' })
    const value = (name: string) => within(glance).getByText(name).parentElement?.querySelector('dd')?.textContent
    expect(value('People online')).toBe('15')
    expect(value('Connections')).toBe('12')
    expect(value('Nodes')).toBe('2')
    expect(value('Pushes per second')).toBe('–')
    expect(value('Delivery, half within')).toBe('5 ms')
    const nodes = within(screen.getByRole('region', { name: 'Nodes' })).getAllByRole('listitem')
    expect(nodes).toHaveLength(2)
    expect(nodes[0]).toHaveTextContent('presence-1Takes connections')
    expect(nodes[0]).toHaveTextContent('12 of 100')
    expect(nodes[0]).toHaveTextContent('12%')
    expect(nodes[1]).toHaveTextContent('presence-2Drained')
    const { violations } = await axe.run(view.container, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  it('should list a node that tells no figures', async () => {
    aServer({ 'GET /api/admin/nodes': { json: { success: true, online: 1, nodes: [{ id: 'old', draining: false, sockets: 1, capacity: 9, load: 0.1 }] } } })
    show()

    const nodes = await screen.findByRole('region', { name: 'Nodes' })
    expect(within(nodes).getAllByText('Not told by this release')).toHaveLength(2)
    expect(within(screen.getByRole('region', { name: 'At a glance' })).getAllByText('–')).toHaveLength(3)
  })

  it('should go on trying while the server cannot say', async () => {
    aServer({ 'GET /api/admin/nodes': 'unreachable' })
    show()

    expect(await screen.findByText(/did not say how it is doing/)).toBeVisible()
  })

  it('should drain a node after asking, and take it back without', async () => {
    const calls = aServer({
      'POST /api/admin/nodes/presence-1/drain': { json: { success: true, node: node('presence-1', { draining: true }) } },
      'DELETE /api/admin/nodes/presence-2/drain': { json: { success: true, node: node('presence-2') } },
    })
    const { user } = show()

    await user.click(await screen.findByRole('button', { name: 'Drain presence-1' }))
    expect(changes(calls)).toEqual([])
    const dialog = screen.getByRole('dialog', { name: 'Drain presence-1?' })
    expect(dialog).toHaveTextContent('Its 12 connections')
    await user.click(within(dialog).getByRole('button', { name: 'Drain' }))
    expect(await screen.findByText('presence-1 lets its connections go.')).toBeVisible()

    await user.click(screen.getByRole('button', { name: 'Let presence-2 take connections again' }))
    expect(await screen.findByText('presence-2 takes connections again.')).toBeVisible()
    expect(changes(calls)).toEqual(['POST /api/admin/nodes/presence-1/drain', 'DELETE /api/admin/nodes/presence-2/drain'])
  })

  it('should say why a node was not drained', async () => {
    aServer({ 'POST /api/admin/nodes/presence-1/drain': { status: 409, json: { success: false, message: 'The last', code: 'last_node' } } })
    const { user } = show()

    await user.click(await screen.findByRole('button', { name: 'Drain presence-1' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Drain' }))

    expect(await screen.findByText(/^This is the last node that takes connections/)).toBeVisible()
  })

  it('should find somebody, ask, and ban them', async () => {
    const calls = aServer()
    const { user } = show()

    await user.type(await screen.findByRole('searchbox', { name: 'Find someone to ban' }), 'nobody at all')
    expect(screen.getByText('Nobody matches “nobody at all”.')).toBeVisible()
    await user.clear(screen.getByRole('searchbox'))
    await user.type(screen.getByRole('searchbox'), 'okaf')
    await user.click(await screen.findByRole('button', { name: 'Ban Ben Okafor' }))
    expect(changes(calls)).toEqual([])
    await user.click(within(screen.getByRole('dialog', { name: 'Ban Ben Okafor?' })).getByRole('button', { name: 'Ban' }))

    expect(await screen.findByText('Ben Okafor is banned.')).toBeVisible()
    expect(changes(calls)).toEqual([`POST /api/auth/users/${bob}/ban`])
    await waitFor(() => expect(screen.getByRole('searchbox')).toHaveValue(''))
  })

  it('should not offer to ban myself or who is banned already', async () => {
    aServer({ 'GET /api/messages/users': { json: { success: true, users: [ben, cay, aWireUser({ _id: alice, fullName: 'Alice' })], unseenMsgs: {} } } })
    const { user } = show()
    await screen.findByRole('button', { name: 'Let Cay Lindqvist in again' })

    await user.type(screen.getByRole('searchbox'), 'example.org')

    expect(screen.getAllByRole('button', { name: /^Ban / })).toHaveLength(1)
  })

  it('should let somebody in again', async () => {
    const calls = aServer()
    const { user } = show()

    await user.click(await screen.findByRole('button', { name: 'Let Cay Lindqvist in again' }))

    expect(await screen.findByText('Cay Lindqvist may log in again.')).toBeVisible()
    expect(changes(calls)).toEqual([`DELETE /api/auth/users/${cay._id}/ban`])
  })

  it("should show the server's reason where a ban failed", async () => {
    aServer({ [`POST /api/auth/users/${bob}/ban`]: { status: 403, json: { success: false, message: "Admins can't be banned", code: 'ban_admin' } } })
    const { user } = show()

    await user.type(await screen.findByRole('searchbox'), 'ben')
    await user.click(await screen.findByRole('button', { name: 'Ban Ben Okafor' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Ban' }))

    expect(await screen.findByText("Admins can't be banned")).toBeVisible()
  })

  it('should fetch more banned people when asked', async () => {
    const first = { json: { success: true, banned: [{ user: cay, bannedAt: '2026-02-03T04:05:06.000Z' }], total: 2, next: cay._id } }
    const second = { json: { success: true, banned: [{ user: ben, bannedAt: '2026-02-03T04:05:06.000Z' }], total: 2 } }
    const calls = serve(({ path }) => (path.includes(`after=${cay._id}`) ? second : path.includes('/banned') ? first : { status: 503 }))
    const { user } = show()

    await user.click(await screen.findByRole('button', { name: 'Show more' }))

    expect(await screen.findByRole('button', { name: 'Let Ben Okafor in again' })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull()
    expect(calls.some(({ path }) => path === `/api/auth/users/banned?limit=50&after=${cay._id}`)).toBe(true)
  })
})
