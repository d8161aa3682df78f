import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { longestSilence, onStream, openStream, takeEvents } from './stream'

describe('takeEvents', () => {
  it('takes complete events and leaves the unfinished rest', () => {
    const { events, rest } = takeEvents('id: 7\nevent: change\ndata: {"a":1}\n\nid: 8\nevent: ch')
    expect(events).toEqual([{ id: '7', event: 'change', data: '{"a":1}' }])
    expect(rest).toBe('id: 8\nevent: ch')
  })

  it('joins data lines, skips comments, understands CRLF', () => {
    const { events } = takeEvents(': keep-alive\r\n\r\ndata: one\r\ndata: two\r\n\r\n')
    expect(events).toEqual([{ id: '', event: 'message', data: 'one\ntwo' }])
  })
})

describe('the feed', () => {
  const fetchMock = vi.fn<typeof fetch>()
  const headersAt = (index: number): Record<string, string> =>
    fetchMock.mock.calls[index]?.[1]?.headers as Record<string, string>
  /** A line that says this and then nothing more, until it is given up. */
  const silentAfter =
    (text: string): typeof fetch =>
    (_, init) => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode(text))
          init?.signal?.addEventListener('abort', () => controller.error(new Error('given up')))
        },
      })
      return Promise.resolve(new Response(body, { status: 200 }))
    }

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('fetch', fetchMock)
  })
  afterEach(() => {
    fetchMock.mockReset()
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('gives a silent line up and resumes where it became ready', async () => {
    fetchMock.mockImplementation(silentAfter('event: ready\nid: 12.3\ndata: {"change_seq":"12.3"}\n\n'))
    const seen: boolean[] = []
    const stop = onStream('connected', (up) => void seen.push(up))
    const close = openStream()
    await vi.advanceTimersByTimeAsync(longestSilence - 1)
    expect([seen, fetchMock.mock.calls.length]).toEqual([[true], 1])
    await vi.advanceTimersByTimeAsync(10_000)
    expect([seen, fetchMock.mock.calls.length]).toEqual([[true, false, true], 2])
    expect([headersAt(0)['Last-Event-ID'], headersAt(1)['Last-Event-ID']]).toEqual([undefined, '12.3'])
    close()
    stop()
  })

  it('tries again at once when the browser goes offline, and when it is back', async () => {
    fetchMock.mockImplementationOnce(silentAfter('event: ready\nid: 1.1\ndata: {}\n\n'))
    fetchMock.mockRejectedValue(new TypeError('Failed to fetch'))
    const seen: boolean[] = []
    const stop = onStream('connected', (up) => void seen.push(up))
    const close = openStream()
    await vi.advanceTimersByTimeAsync(15_000)
    window.dispatchEvent(new Event('offline'))
    await vi.advanceTimersByTimeAsync(0)
    expect(seen).toEqual([true, false])
    await vi.advanceTimersByTimeAsync(20_000)
    fetchMock.mockImplementation(silentAfter('event: ready\nid: 1.2\ndata: {}\n\n'))
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(0)
    expect(seen.at(-1)).toBe(true)
    close()
    stop()
  })

  it('waits quietly while a new password must be chosen', async () => {
    fetchMock.mockImplementation(() => Promise.resolve(new Response('{}', { status: 403 })))
    const seen: boolean[] = []
    const stop = onStream('connected', (up) => void seen.push(up))
    const close = openStream()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(seen).toEqual([])
    expect(fetchMock.mock.calls.length).toBeGreaterThan(1)
    close()
    stop()
  })
})
