import { describe, expect, it } from 'vitest'
import {
  changesOf,
  emptyForm,
  leaderOf,
  type MatterForm,
  mergedForm,
  missingOf,
  newMatterOf,
  invalidOf,
} from './matterForm'

const filled = {
  ...emptyForm(),
  title: ' 清理账款 ',
  requirement: '三月底前完成',
  leader_id: 'l',
  lead_department_id: 'd',
  due_on: '2023-03-31',
}

const issue: Partial<MatterForm> = { kind: 'issue', weak_link_kind: 'industry' }
const days: Partial<MatterForm> = { due_by: 'working_days', due_in_working_days: 3 }
const monthly: Partial<MatterForm> = { report_cycle: 'monthly', report_day: 20 }
const meeting: Partial<MatterForm> = { source_kind: 'meeting', source_title: '调度会' }

describe('the registration form', () => {
  it.each<[string, Partial<MatterForm>, string[]]>([
    ['days within', days, []],
    ['no day at all', { ...days, due_in_working_days: 0 }, ['due_in_working_days']],
    ['too many days', { ...days, due_in_working_days: 751 }, ['due_in_working_days']],
    ['half a day', { ...days, due_in_working_days: '2.5' }, ['due_in_working_days']],
    ['days that are not asked for', { due_in_working_days: '2.5' }, []],
    ['the last day of a month', { ...monthly, report_day: 31 }, []],
    ['a day that no month has', { ...monthly, report_day: 32 }, ['report_day']],
    ['no day of the month', { ...monthly, report_day: null }, []],
    ['a day that is none', { due_on: '2023-02-30' }, ['due_on']],
    ['a source of no day', { ...meeting, source_dated_on: '三月' }, ['source.dated_on']],
  ])('names the wrong fields of %s', (_, part, wrong) => {
    const form = { ...filled, ...part }
    expect(Object.keys(invalidOf(form))).toEqual(wrong)
    expect(missingOf(form)).toEqual([])
  })
  it('sends only what is filled', () => {
    expect(newMatterOf(filled)).toEqual({
      kind: 'task',
      title: '清理账款',
      requirement: '三月底前完成',
      urgency: 'normal',
      leader_id: 'l',
      lead_department_id: 'd',
      co_department_ids: [],
      report_cycle: 'none',
      due_on: '2023-03-31',
    })
  })
  it('sends working days instead of a date when so chosen, and a weak link only for an issue', () => {
    const body = newMatterOf({ ...filled, due_by: 'working_days', due_in_working_days: 3, weak_link_kind: 'industry' })
    expect([body.due_on, body.due_in_working_days, body.weak_link_kind]).toEqual([undefined, 3, undefined])
  })
  it.each<[string, Partial<MatterForm>, Partial<MatterForm>, object]>([
    ['nothing', {}, {}, {}],
    ['kind', {}, { kind: 'issue' }, { kind: 'issue' }],
    ['title', {}, { title: '清欠' }, { title: '清欠' }],
    ['requirement', {}, { requirement: '' }, { requirement: '' }],
    ['urgency', {}, { urgency: 'urgent' }, { urgency: 'urgent' }],
    ['category', { category: '工业' }, { category: '' }, { category: '' }],
    ['weak link', issue, { weak_link_kind: 'foundation' }, { weak_link_kind: 'foundation' }],
    ['weak link cleared', issue, { weak_link_kind: '' }, { weak_link_kind: null }],
    ['an issue that becomes a task', issue, { kind: 'task' }, { kind: 'task', weak_link_kind: null }],
    ['basis', {}, { basis: '县长批示' }, { basis: '县长批示' }],
    ['basis cleared', { basis: '误填' }, { basis: ' ' }, { basis: '' }],
    ['leader', {}, { leader_id: 'm' }, { leader_id: 'm' }],
    ['lead department', {}, { lead_department_id: 'e' }, { lead_department_id: 'e' }],
    ['co-departments', { co_department_ids: ['x'] }, { co_department_ids: [] }, { co_department_ids: [] }],
    ['date', {}, { due_on: '2023-04-28' }, { due_on: '2023-04-28' }],
    ['date to working days', {}, days, { due_in_working_days: 3 }],
    ['working days to date', days, { due_by: 'date' }, { due_on: '2023-03-31' }],
    ['another number of days', days, { due_in_working_days: 8 }, { due_in_working_days: 8 }],
    ['cycle and day', {}, monthly, { report_cycle: 'monthly', report_day: 20 }],
    ['day cleared', monthly, { report_day: null }, { report_day: null }],
    ['another cycle', monthly, { report_cycle: 'weekly' }, { report_cycle: 'weekly', report_day: null }],
    ['plan cleared', { plan_id: 'p' }, { plan_id: '' }, { plan_id: null }],
    ['source', {}, meeting, { source: { kind: 'meeting', title: '调度会', document_number: null, dated_on: null } }],
    ['source cleared', meeting, { source_kind: '' }, { source: null }],
    ['remark cleared', { remark: '旧' }, { remark: '' }, { remark: '' }],
  ])('sends of a draft what was changed or cleared: %s', (_, before, typed, expected) => {
    const draft = { ...filled, ...before }
    expect(changesOf(draft, { ...draft, ...typed })).toEqual(expected)
  })
  it('keeps what was typed over what somebody else changed meanwhile', () => {
    const typed = { ...filled, title: '清欠' }
    const theirs = { ...filled, title: '清理', remark: '已核' }
    expect(mergedForm(filled, typed, theirs)).toEqual({ ...theirs, title: '清欠' })
  })
  it('names what is missing', () => {
    expect(missingOf(emptyForm())).toEqual(['title', 'requirement', 'lead_department_id', 'leader_id', 'due_on'])
    expect(missingOf({ ...filled, source_kind: 'meeting' })).toEqual(['source.title'])
    expect(missingOf({ ...filled, ...days, due_in_working_days: null })).toEqual(['due_in_working_days'])
    expect(missingOf({ ...filled, ...days, due_on: '' })).toEqual([])
  })
  it('knows the leader of a department', () => {
    const leaders = [{ id: 'l', name: '常务副县长', post: null, departments: [{ id: 'd', name: '县财政局' }] }]
    expect(leaderOf('d', leaders)?.id).toBe('l')
    expect(leaderOf('x', leaders)).toBeUndefined()
  })
})
