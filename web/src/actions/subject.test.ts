import { expect, it } from 'vitest'
import type { Action, Event, Matter } from '@/api/types'
import { actionsWithHistory, subjectOf } from './subject'

const event = (action: Action, note: string, after: object = {}): Event => ({ action, note, after }) as unknown as Event
const history = [
  event('claim', '入库批复见附件'),
  event('report', '完成八成'),
  event('claim', '第一次申请'),
  event('object', '非本单位职责', { suggested_department_id: 'other' }),
]
const matter = {
  requirement: '三月底前完成',
  status: 'claimed',
  extensions: [
    { status: 'rejected', from_due_on: '2023-02-01', to_due_on: '2023-02-10', reason: '旧', progress: null },
    { status: 'requested', from_due_on: '2023-03-01', to_due_on: '2023-03-20', reason: '因雨停工', progress: '七成' },
  ],
  escalation: {
    ask: '协调核增',
    tried: '已初审',
    policy_basis: null,
    suggested_city_department: null,
    city_due_on: null,
  },
} as unknown as Matter
const texts = (action: Action, of: Partial<Matter> = matter): string[] =>
  subjectOf(action, of, history, (id) => (id === 'other' ? '县水务局' : undefined)).map((one) => one.text)

it.each<[Action, string[]]>([
  ['extension_approve', ['2023-03-01 → 2023-03-20', '因雨停工', '七成']],
  ['escalation_endorse', ['协调核增', '已初审']],
  ['verify', ['三月底前完成', '入库批复见附件']],
  ['reassign', ['非本单位职责', '县水务局']],
  ['sign', []],
])('%s shows what it decides about', (action, expected) => {
  expect(texts(action)).toEqual(expected)
})

it('shows the check before the matter is struck off, and how it was solved when that was on the spot', () => {
  const checked = [event('verify', '已核对批复'), ...history]
  const verified = subjectOf('close', { ...matter, status: 'verified' }, checked).map((one) => one.text)
  expect(verified).toEqual(['三月底前完成', '入库批复见附件', '已核对批复'])
  const onSite = subjectOf('close', { resolution: 'on_site' }, [event('solve_on_site', '现场受理')])
  expect(onSite).toEqual([{ label: 'act.input.how', text: '现场受理' }])
})

it('reads the history for no action that does not need it', () => {
  expect([actionsWithHistory.has('verify'), actionsWithHistory.has('report')]).toEqual([true, false])
})
