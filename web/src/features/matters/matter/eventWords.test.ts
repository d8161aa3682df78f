import { expect, it } from 'vitest'
import type { Event } from '@/api/types'
import { actionWords, factChanges } from './eventWords'

const words: Record<string, string> = { 'action.sign': '签收', 'field.status': '状态', 'status.issued': '待签收', 'status.in_progress': '办理中' }
const t = (key: string): string => words[key] ?? key
const te = (key: string): boolean => key in words
const event = (part: Partial<Event>): Event => ({ seq: 1, at: '', actor: null, on_behalf_of: null, rule: null, action: 'sign', note: null, before: null, after: null, ...part })

it.each([['sign', '签收'], ['matter.sign', '签收'], ['unheard_of', 'unheard_of']])('%s is called %s', (action, called) => {
  expect(actionWords(event({ action }), t, te)).toBe(called)
})

it('lists the known facts that changed, in words', () => {
  const changed = event({ before: { status: 'issued', version: 1, leader: {} }, after: { status: 'in_progress', version: 2, leader: {} } })
  expect(factChanges(changed, t, te)).toEqual([{ name: '状态', from: '待签收', to: '办理中' }])
})
