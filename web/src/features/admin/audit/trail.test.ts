import { describe, expect, it } from 'vitest'
import type { TrailEvent } from '@/api/adminTypes'
import { actionKey, changesOf } from './trail'

const event = (before: Record<string, unknown>, after: Record<string, unknown>): TrailEvent => ({
  seq: 1,
  at: '2023-01-28T01:00:00Z',
  matter_id: null,
  actor: null,
  on_behalf_of: null,
  rule: null,
  action: 'user_changed',
  note: null,
  before,
  after,
})

describe('audit trail', () => {
  it('puts before and after of each field side by side', () => {
    expect(changesOf(event({ role: 'handler', post: null }, { role: 'leader', portfolio: ['a'] }))).toEqual([
      { field: 'role', before: 'handler', after: 'leader' },
      { field: 'post', before: '—', after: '—' },
      { field: 'portfolio', before: '—', after: '["a"]' },
    ])
  })

  it('names actions by the audit words first, then by those of matters', () => {
    const known = (key: string) => ['admin.audit.event.login', 'action.sign'].includes(key)
    expect([actionKey('login', known), actionKey('sign', known), actionKey('unheard_of', known)]).toEqual([
      'admin.audit.event.login',
      'action.sign',
      null,
    ])
  })
})
