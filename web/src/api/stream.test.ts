import { describe, expect, it } from 'vitest'
import { takeEvents } from './stream'

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
