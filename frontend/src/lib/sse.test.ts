import { describe, expect, it } from 'vitest'
import { readEvents, type ServerSentEvent } from './sse'

async function read(...chunks: string[]): Promise<ServerSentEvent[]> {
  const bytes = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      chunks.forEach((chunk) => controller.enqueue(bytes.encode(chunk)))
      controller.close()
    },
  })
  const events: ServerSentEvent[] = []
  for await (const event of readEvents(new Response(body))) events.push(event)
  return events
}

describe('readEvents', () => {
  it('should read events that are cut anywhere', async () => {
    const text = 'event: delta\ndata: {"a":1}\n\n: comment\ndata: one\ndata: two\n\n'
    const expected = [
      { event: 'delta', data: '{"a":1}' },
      { event: 'message', data: 'one\ntwo' },
    ]
    for (let cut = 1; cut < text.length; cut++) expect(await read(text.slice(0, cut), text.slice(cut))).toEqual(expected)
  })

  it('should read lines that end in CR LF, cut between the two', async () => {
    expect(await read('data: x\r', '\n\r', '\n')).toEqual([{ event: 'message', data: 'x' }])
  })

  it('should drop an event that was not finished', async () => {
    expect(await read('data: half\n')).toEqual([])
  })
})
