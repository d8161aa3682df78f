import { expect, it } from 'vitest'
import type { Event } from '@/api/types'
import { actionText, eventDetails, factChanges, type Translator } from './eventText'

const words: Record<string, string> = {
  'action.sign': '签收',
  'status.issued': '待签收',
  'status.in_progress': '办理中',
  'city_answer.solved': '已解决',
}
const translator: Translator = {
  t: (key) => words[key] ?? key,
  te: (key) => key in words,
  nameOf: (id) => (id === 'd2' ? '县财政局' : undefined),
}
const event = (part: Partial<Event>): Event => ({
  seq: 1,
  at: '',
  matter_id: null,
  actor: null,
  on_behalf_of: null,
  rule: null,
  action: 'sign',
  note: null,
  before: {},
  after: {},
  ...part,
})

it.each([
  ['sign', '签收'],
  ['unheard_of', 'unheard_of'],
])('%s is called %s', (action, called) => {
  expect(actionText(event({ action }), translator)).toBe(called)
})

it('lists the known facts that changed, in words and names', () => {
  const changed = event({
    before: { status: 'issued', version: 1, lead_department_id: 'd1' },
    after: { status: 'in_progress', version: 2, lead_department_id: 'd2' },
  })
  expect(factChanges(changed, translator)).toEqual([
    { name: 'field.status', from: '待签收', to: '办理中' },
    { name: 'field.lead_department', from: '…', to: '县财政局' },
  ])
})

it('tells a registration as no change and an action’s particulars as details', () => {
  expect(factChanges(event({ after: { status: 'draft', title: 'x' } }), translator)).toEqual([])
  expect(eventDetails(event({ after: { answer: 'solved', place: '', holder: 'city' } }), translator)).toEqual([
    { name: 'matters.detail.answer', value: '已解决' },
  ])
})

it('tells the percentage once: as the matter’s change, or as a co-department’s own', () => {
  const names = (given: object): string[] => {
    const one = event(given)
    return [...factChanges(one, translator), ...eventDetails(one, translator)].map(({ name }) => name)
  }
  const lead = { before: { progress_percent: 10 }, after: { progress_percent: 40, percent: 40 } }
  expect(names(lead)).toEqual(['field.progress'])
  expect(names({ after: { percent: 40 } })).toEqual(['matters.detail.percent'])
  expect(names({ before: { progress_percent: 10 }, after: { progress_percent: 10, percent: 40 } })).toEqual([
    'matters.detail.percent',
  ])
})
