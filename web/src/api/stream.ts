// The live feed. EventSource cannot send a token, hence a reader over fetch. It resumes after the last event seen and
// waits longer after each failure. The server's first event, `ready`, has the place to resume from when nothing else comes.
import { currentToken, endSession, refreshSession, requestLanguage } from './session'
import type { Notification } from './types'

export interface StreamEvents {
  change: { change_seq: number; matter_id: string | null; action: string }
  notification: { change_seq: number; notification: Notification }
  /** The connection came up or went down. */
  connected: boolean
}
type Listener<K extends keyof StreamEvents> = (data: StreamEvents[K]) => void

const listeners: { [K in keyof StreamEvents]: Set<Listener<K>> } = {
  change: new Set(),
  notification: new Set(),
  connected: new Set(),
}

/** Listens to one kind of event; the returned function stops listening. */
export function onStream<K extends keyof StreamEvents>(kind: K, listener: Listener<K>): () => void {
  listeners[kind].add(listener)
  return () => void listeners[kind].delete(listener)
}

function emit<K extends keyof StreamEvents>(kind: K, data: StreamEvents[K]): void {
  for (const listener of listeners[kind]) listener(data)
}

export interface ServerSentEvent {
  id: string
  event: string
  data: string
}

/** Splits complete events off the buffer; returns them and the unfinished rest. */
export function takeEvents(buffer: string): { events: ServerSentEvent[]; rest: string } {
  const blocks = buffer.replaceAll('\r\n', '\n').split('\n\n')
  const rest = blocks.pop() ?? ''
  const events = blocks.map(parseBlock).filter((event) => event.data !== '')
  return { events, rest }
}

function parseBlock(block: string): ServerSentEvent {
  const event: ServerSentEvent = { id: '', event: 'message', data: '' }
  const data: string[] = []
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const field = line.slice(0, colon)
    const value = line.slice(colon + 1).replace(/^ /, '')
    if (field === 'id') event.id = value
    else if (field === 'event') event.event = value
    else if (field === 'data') data.push(value)
  }
  event.data = data.join('\n')
  return event
}

/** Opens the feed and keeps it open until the returned function is called. */
export function openStream(): () => void {
  const abort = new AbortController()
  void keepOpen(abort.signal)
  return () => abort.abort()
}

/** The server lets itself be heard every 15 seconds; a line that is silent for longer than two of these is dead. */
export const longestSilence = 40_000

/** Short enough not to be noticed after the server's restart; the spread keeps browsers from coming back all at once. */
const longestPause = 6_000

async function keepOpen(signal: AbortSignal): Promise<void> {
  const position = { id: '' }
  let failures = 0
  while (!signal.aborted) {
    const started = Date.now()
    const line = watched(signal)
    let waiting = false
    try {
      waiting = await readOnce(line, position)
    } catch {
      // A dropped line is normal here; the pause below and the next turn are the remedy.
    } finally {
      line.end()
    }
    if (signal.aborted) return
    if (!waiting) emit('connected', false)
    failures = Date.now() - started > 10_000 ? 0 : failures + 1
    await pause(Math.min(longestPause, 500 * 2 ** failures) * (0.8 + Math.random() * 0.4), signal)
  }
}

interface Line {
  signal: AbortSignal
  /** Restarts the silence timer. */
  onData: () => void
  end: () => void
}

/**
 * A signal that aborts with the outer one, when nothing was heard for too long, and when the browser goes offline: the
 * next try tells whether the line is down, sooner than silence would.
 */
function watched(outer: AbortSignal): Line {
  const abort = new AbortController()
  const stop = (): void => abort.abort()
  let timer = setTimeout(stop, longestSilence)
  outer.addEventListener('abort', stop, { once: true })
  window.addEventListener('offline', stop)
  return {
    signal: abort.signal,
    onData: () => {
      clearTimeout(timer)
      timer = setTimeout(stop, longestSilence)
    },
    end: () => {
      clearTimeout(timer)
      outer.removeEventListener('abort', stop)
      window.removeEventListener('offline', stop)
      // Gives a response back that nobody reads to its end.
      stop()
    },
  }
}

/** Reads until the line ends; true when the person must choose a new password first, which is no broken line. */
async function readOnce({ signal, onData }: Line, position: { id: string }): Promise<boolean> {
  const headers: Record<string, string> = {
    Accept: 'text/event-stream',
    'Accept-Language': requestLanguage.value,
    Authorization: `Bearer ${currentToken() ?? ''}`,
  }
  if (position.id) headers['Last-Event-ID'] = position.id
  const response = await fetch('/api/v1/stream', { headers, signal })
  if (response.status === 401 && !(await refreshSession())) endSession()
  if (response.status === 403) return true
  if (!response.ok || !response.body) return false
  onData()
  emit('connected', true)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let buffer = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return false
    onData()
    const { events, rest } = takeEvents(buffer + value)
    buffer = rest
    for (const event of events) {
      if (event.id) position.id = event.id
      dispatch(event)
    }
  }
}

function dispatch(event: ServerSentEvent): void {
  if (event.event === 'change') emit('change', JSON.parse(event.data) as StreamEvents['change'])
  else if (event.event === 'notification') emit('notification', JSON.parse(event.data) as StreamEvents['notification'])
}

/** Shorter where the network comes back meanwhile. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      window.removeEventListener('online', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal.addEventListener('abort', end)
    window.addEventListener('online', end)
  })
}
