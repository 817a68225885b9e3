import { toMessage, type Message } from '@/features/messages'
import { request } from '@/lib/http'
import { upload } from '@/lib/upload'
import { Sent, type WireMessage } from '@/lib/wire'
import type { Pending } from './db'

/** Sends one message to the server and returns it as the server keeps it. */
export async function post(
  item: Pending,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<{ wire: WireMessage; message: Message }> {
  const path = `/api/messages/send/${item.conversation}`
  let answer: unknown
  if (item.picture === null) {
    answer = await request(path, { method: 'POST', json: { text: item.text, clientMessageId: item.id }, signal })
  } else {
    const form = new FormData()
    if (item.text !== '') form.set('text', item.text)
    form.set('clientMessageId', item.id)
    form.set('image', item.picture, item.pictureName)
    answer = await upload(path, form, { signal, onProgress })
  }
  const wire = Sent.parse(answer).newMessage
  return { wire, message: { ...toMessage(wire), clientId: wire.clientMessageId ?? item.id } }
}
