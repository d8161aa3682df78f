import { describe, expect, it } from 'vitest'
import type { TrailEvent } from '@/api/adminTypes'
import { i18n } from '@/testing/plugins'
import { actionKey, changesOf, fieldKey, matterActions, systemEvents, valueKey } from './trail'

// The full type of every key is too deep for the compiler.
const words = i18n.global as unknown as { te: (key: string, language?: string) => boolean }
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

  it.each(['zh-CN', 'en'] as const)('has words in %s for everything that the contract can record', (language) => {
    const known = (key: string) => words.te(key, language)
    expect([...systemEvents, ...matterActions].filter((action) => !actionKey(action, known))).toEqual([])
    expect(systemEvents.filter((event) => !known(`admin.audit.event.${event}`))).toEqual([])
  })

  it('writes the contract’s words as words and everything else as it is', () => {
    const known = (key: string) => words.te(key)
    expect(valueKey('role', 'handler', known)).toBe('role.handler')
    expect(valueKey('active', 'false', known)).toBe('admin.audit.value.no')
    expect(valueKey('name', 'handler', known)).toBeNull()
    expect([fieldKey('user_agent', known), fieldKey('due_on', known), fieldKey('odd', known)]).toEqual([
      'admin.audit.field.user_agent',
      'field.due_on',
      null,
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
