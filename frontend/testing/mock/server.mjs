// A stand-in for the stack while the web app is worked on: REST and socket of the contract, kept in memory, with a few
// people who are there. Serves the built app from dist/. Not part of the product.
//   PORT=8099 node testing/mock/server.mjs
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Server } from 'socket.io'

const port = Number(process.env.PORT ?? 8099)
const dist = fileURLToPath(new URL('../../dist', import.meta.url))
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.json': 'application/json', '.webmanifest': 'application/manifest+json' }
const csp = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"

let counter = 0
const id = () => (Date.now().toString(16).slice(-8) + (counter++).toString(16).padStart(16, '0')).slice(0, 24)
const users = new Map()
const messages = []
const media = new Map()
const switches = { ai: true, uploads: true }
let changes = 0

function addUser(fullName, email, password, bio = 'Hey there! I am using Chatspace.') {
  const user = { _id: id(), fullName, email: email.toLowerCase(), profilePic: '', bio, password }
  users.set(user._id, user)
  return user
}
const view = ({ password: _, ...user }) => user
const assistant = addUser('Assistant', 'assistant@local', 'x')
const token = (user) => `x.${Buffer.from(JSON.stringify({ sub: user._id, role: 'admin', exp: Math.floor(Date.now() / 1000) + 900 })).toString('base64url')}.x`
const userOf = (text) => {
  try {
    return users.get(JSON.parse(Buffer.from(text.split('.')[1], 'base64url')).sub) ?? null
  } catch {
    return null
  }
}
function addMessage(senderId, receiverId, text, extra = {}) {
  const known = extra.clientMessageId && messages.find((m) => m.senderId === senderId && m.clientMessageId === extra.clientMessageId)
  if (known) return known
  const now = new Date().toISOString()
  const message = { _id: id(), senderId, receiverId, text, image: '', seen: false, createdAt: now, updatedAt: now, delivered: false, version: 1, ...extra }
  message.change = ++changes
  messages.push(message)
  return message
}
const publicMessage = ({ change: _, ...message }) => message
const touch = (message) => {
  message.version++
  message.change = ++changes
}

const server = createServer((request, response) => void handle(request, response).catch((error) => answer(response, 500, { success: false, message: String(error) })))
const io = new Server(server)
const online = () => [...new Set([...io.sockets.sockets.values()].map((s) => s.data.user._id))]
io.use((socket, next) => {
  const user = userOf(socket.handshake.auth.token ?? '')
  if (user === null) return next(new Error('Authentication error: Invalid token'))
  socket.data.user = user
  socket.join(user._id)
  next()
})
io.on('connection', (socket) => {
  const me = socket.data.user._id
  const tell = (diff) => io.emit('presence:diff', diff)
  tell({ joins: [me], leaves: [] })
  socket.on('presence:watch', (ids, ack) => ack({ online: online().filter((other) => ids.includes(other)) }))
  socket.on('typing', ({ to, active }) => socket.to(to).emit('typing', { from: me, active }))
  socket.on('disconnect', () => !online().includes(me) && tell({ joins: [], leaves: [me] }))
})
function push(message) {
  io.to(message.senderId).emit('messageSent', publicMessage(message))
  io.to(message.receiverId).emit('newMessage', publicMessage(message))
  if (online().includes(message.receiverId)) {
    message.delivered = true
    touch(message)
    io.to(message.senderId).emit('messageDelivered', { messageIds: [message._id], userId: message.receiverId })
  }
}
function see(list, reader) {
  const fresh = list.filter((m) => m.receiverId === reader && !m.seen)
  for (const m of fresh) {
    m.seen = m.delivered = true
    touch(m)
  }
  for (const sender of new Set(fresh.map((m) => m.senderId))) {
    const messageIds = fresh.filter((m) => m.senderId === sender).map((m) => m._id)
    io.to(sender).emit('messageSeen', { messageIds, readerId: reader, senderId: sender })
  }
}

function answer(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body))
}
async function read(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const raw = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/')) return await new Response(raw, { headers: { 'Content-Type': type } }).formData()
  return raw.length === 0 ? {} : JSON.parse(raw.toString())
}
async function store(file) {
  const name = id() + id()
  media.set(name, { type: file.type, bytes: Buffer.from(await file.arrayBuffer()) })
  return `http://localhost:${port}/api/media/${name}`
}

async function handle(request, response) {
  const url = new URL(request.url, 'http://x')
  const [, api, area, name, more] = url.pathname.split('/')
  if (api !== 'api') return file(url.pathname, response)
  const route = `${request.method} ${area}/${name ?? ''}`
  if (area === 'media') {
    const found = media.get(name)
    response.writeHead(found ? 200 : 404, { 'Content-Type': found?.type ?? 'text/plain' })
    return response.end(found?.bytes)
  }
  if (route === 'POST auth/signup') {
    const body = await read(request)
    if ([...users.values()].some((u) => u.email === body.email.toLowerCase())) return answer(response, 400, { success: false, message: 'User already exists' })
    const user = addUser(body.fullName, body.email, body.password, body.bio)
    return answer(response, 201, { success: true, message: 'User created successfully', userData: view(user), token: token(user) })
  }
  if (route === 'POST auth/login') {
    const body = await read(request)
    const user = [...users.values()].find((u) => u.email === body.email.toLowerCase() && u.password === body.password)
    if (!user) return answer(response, 400, { success: false, message: 'Invalid credentials' })
    return answer(response, 200, { success: true, message: 'User logged in successfully', userData: view(user), token: token(user) })
  }
  const me = userOf((request.headers.authorization ?? '').replace(/^Bearer /i, ''))
  if (me === null) return answer(response, 401, { success: false, message: 'Unauthorized - Invalid token' })
  if (route === 'GET auth/get-profile') return answer(response, 200, { success: true, user: view(me) })
  if (route === 'POST auth/logout') return answer(response, 200, { success: true })
  if (route === 'GET auth/sessions')
    return answer(response, 200, { success: true, sessions: [
      { id: 'a', device: 'Chromium on Linux', address: '127.0.0.1', lastUsedAt: new Date().toISOString(), createdAt: new Date().toISOString(), current: true },
      { id: 'b', device: 'Safari on iPhone', address: '192.0.2.17', lastUsedAt: new Date(Date.now() - 86400000).toISOString(), createdAt: new Date().toISOString(), current: false },
    ] })
  if (route === 'PUT auth/update-profile') {
    const body = await read(request)
    const get = (key) => (body instanceof FormData ? body.get(key) : body[key])
    if (get('fullName')) me.fullName = get('fullName')
    if (get('bio') !== null && get('bio') !== undefined) me.bio = get('bio')
    if (body instanceof FormData && body.get('profilePic')) me.profilePic = await store(body.get('profilePic'))
    return answer(response, 200, { success: true, updatedUser: view(me) })
  }
  if (area === 'ai' && name === 'limiter') {
    const body = request.method === 'POST' ? await read(request) : {}
    if (typeof body.enabled === 'boolean') io.emit('aiStatusChanged', (switches.ai = body.enabled))
    return answer(response, 200, { success: true, enabled: switches.ai })
  }
  if (area === 'ai' && name === 'chat') {
    const { prompt } = await read(request)
    const text = `You asked: **${prompt}**\n\nHere is some code:\n\`\`\`js\nconsole.log('hello')\n\`\`\`\nThat is all.`
    const userMessage = publicMessage(addMessage(me._id, assistant._id, prompt))
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    for (const piece of text.match(/.{1,6}/gs)) {
      response.write(`data: ${JSON.stringify({ delta: piece })}\n\n`)
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    const aiMessage = publicMessage(addMessage(assistant._id, me._id, text, { seen: true }))
    response.write(`data: ${JSON.stringify({ content: text, userMessage, aiMessage })}\n\n`)
    return response.end()
  }
  if (area === 'messages' && name === 'uploads') {
    const body = request.method === 'POST' ? await read(request) : {}
    if (typeof body.enabled === 'boolean') io.emit('uploadsStatusChanged', (switches.uploads = body.enabled))
    return answer(response, 200, { success: true, enabled: switches.uploads })
  }
  if (route === 'GET messages/users') {
    const list = [...users.values()].filter((u) => u !== me && u !== assistant)
    const unseenMsgs = Object.fromEntries(list.map((u) => [u._id, messages.filter((m) => m.senderId === u._id && m.receiverId === me._id && !m.seen).length]))
    return answer(response, 200, { success: true, users: list.map(view), unseenMsgs })
  }
  if (route === 'GET messages/changes') {
    const since = url.searchParams.get('since')
    const mine = since === null ? [] : messages.filter((m) => m.change > Number(since) && [m.senderId, m.receiverId].includes(me._id))
    return answer(response, 200, { success: true, messages: mine.map(publicMessage), cursor: String(changes), more: false })
  }
  if (route === 'POST messages/send') {
    const body = await read(request)
    const get = (key) => (body instanceof FormData ? body.get(key) : body[key]) ?? ''
    const file = body instanceof FormData ? body.get('image') : null
    if (file && !/^(\x89PNG|\xff\xd8|GIF8|RIFF)/.test(Buffer.from(await file.arrayBuffer()).toString('latin1'))) return answer(response, 400, { success: false, message: 'Only image files are allowed!' })
    const image = file ? await store(file) : ''
    if (String(get('text')).includes('REFUSE')) return answer(response, 400, { success: false, message: 'Either text or image is required' })
    const before = messages.length
    const message = addMessage(me._id, more, get('text'), { image, ...(get('clientMessageId') ? { clientMessageId: get('clientMessageId') } : {}) })
    if (messages.length > before) push(message)
    return answer(response, 201, { success: true, newMessage: publicMessage(message) })
  }
  if (route === 'PUT messages/seen') {
    see(messages.filter((m) => m._id === more), me._id)
    return answer(response, 200, { success: true, message: 'Message marked as seen' })
  }
  if (request.method === 'GET' && area === 'messages') {
    const all = messages.filter((m) => (m.senderId === me._id && m.receiverId === name) || (m.senderId === name && m.receiverId === me._id))
    const before = url.searchParams.get('before')
    const end = before === null ? all.length : all.findIndex((m) => m._id === before)
    const page = all.slice(Math.max(0, end - Number(url.searchParams.get('limit') ?? all.length)), end)
    const body = page.map(publicMessage)
    see(page, me._id)
    return answer(response, 200, { success: true, messages: body })
  }
  answer(response, 404, { success: false, message: 'Not found', code: 'not-found' })
}

function file(path, response) {
  let name = normalize(join(dist, path))
  if (!name.startsWith(dist) || !existsSync(name) || statSync(name).isDirectory()) name = join(dist, 'index.html')
  response.writeHead(200, { 'Content-Type': types[extname(name)] ?? 'application/octet-stream', 'Content-Security-Policy': csp })
  createReadStream(name).pipe(response)
}

server.listen(port, () => console.log(`mock on http://localhost:${port}`))
