import { describe, expect, it } from 'vitest'
import { changesOf, emptyForm, leaderOf, missingOf, newMatterOf } from './matterForm'

const filled = {
  ...emptyForm(),
  title: ' 清理账款 ',
  requirement: '三月底前完成',
  leader_id: 'l',
  lead_department_id: 'd',
  due_on: '2023-03-31',
}

describe('the registration form', () => {
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
  it('sends the changes of a draft only', () => {
    expect(changesOf(filled, { ...filled, title: '清欠' })).toEqual({ title: '清欠' })
  })
  it('names what is missing', () => {
    expect(missingOf(emptyForm())).toEqual(['title', 'requirement', 'lead_department_id', 'leader_id', 'due_on'])
    expect(missingOf({ ...filled, source_kind: 'meeting' })).toEqual(['source.title'])
  })
  it('knows the leader of a department', () => {
    const leaders = [{ id: 'l', name: '常务副县长', post: null, departments: [{ id: 'd', name: '县财政局' }] }]
    expect(leaderOf('d', leaders)?.id).toBe('l')
    expect(leaderOf('x', leaders)).toBeUndefined()
  })
})
