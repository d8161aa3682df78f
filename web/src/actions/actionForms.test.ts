import { describe, expect, it } from 'vitest'
import type { Event, Matter, Report } from '@/api/types'
import en from './locale.en.json'
import zh from './locale.zh-CN.json'
import {
  actionForms,
  actionOrder,
  type FormAction,
  inputOf,
  type KnownMatter,
  missingFields,
  type RecordedFacts,
  initialValues,
  type Values,
  type InvalidReason,
  invalidFields,
} from './actionForms'

const lead = {
  progress_percent: 40,
  leader: { id: 'l', name: 'L' },
  lead_department: { id: 'd', name: 'D' },
} as KnownMatter
const own = { percent: 30, progress: '已完工', problems: '缺指标', next_step: '报审' } as Report
const escalation = { suggested_city_department: { id: 'energy', name: '市能源局' } } as Matter['escalation']
const objection = {
  action: 'object',
  note: '非本单位职责',
  after: { suggested_department_id: 'other' },
} as unknown as Event

describe('the table of action forms', () => {
  it.each(actionOrder)('%s has a label for each of its fields', (action) => {
    for (const { name } of actionForms[action].fields) {
      for (const words of [zh, en]) {
        const labels = words.act.input as Record<string, string>
        expect(labels[`${action}_${name}`] ?? labels[name], `${action}.${name}`).toBeTruthy()
      }
    }
  })

  it('sends only what was filled, trimmed', () => {
    expect(inputOf({ reason: '  因雨停工 ', note: '  ', percent: 0, leader_id: null })).toEqual({
      reason: '因雨停工',
      percent: 0,
    })
  })

  it('names the required fields that are empty', () => {
    expect(missingFields('extension_request', { new_due_on: '2023-03-20', reason: ' ', progress: null })).toEqual([
      'reason',
      'progress',
    ])
    expect(missingFields('sign', { note: null })).toEqual([])
  })

  it.each<[FormAction, Values, Record<string, InvalidReason>]>([
    ['report', { percent: 47, progress: '完成' }, {}],
    ['report', { percent: 101, progress: '完成' }, { percent: 'number' }],
    ['report', { percent: -1 }, { percent: 'number' }],
    ['report', { percent: '47.5' }, { percent: 'number' }],
    ['report', { percent: null }, {}],
    ['report', { percent: 0, progress: '字'.repeat(2000) }, {}],
    ['report', { percent: 0, progress: '字'.repeat(2001) }, { progress: 'long' }],
    ['cancel', { reason: '字'.repeat(1001) }, { reason: 'long' }],
    ['solve_on_site', { place: '字'.repeat(201), solved_on: '2023-02-30' }, { place: 'long', solved_on: 'day' }],
    ['solve_on_site', { solved_on: '2023-02-28' }, {}],
  ])('%s %o has wrong fields', (action, values, wrong) => {
    expect(invalidFields(action, values)).toEqual(wrong)
  })

  it.each<[FormAction, KnownMatter, RecordedFacts, Values]>([
    ['report', lead, {}, { percent: 40, problems: null, progress: null }],
    ['report', lead, { department: 'd', report: own }, { percent: 40, problems: '缺指标', progress: null }],
    ['report', lead, { department: 'co', report: own }, { percent: 30, problems: '缺指标', progress: null }],
    ['report', lead, { department: 'co' }, { percent: 0, problems: null }],
    ['claim', lead, { report: own }, { evidence: '已完工' }],
    ['extension_request', lead, { report: own }, { progress: '已完工', reason: null }],
    ['escalation_propose', lead, { report: own }, { tried: '已完工', ask: null }],
    ['solve_on_site', lead, {}, { solved_on: '2023-03-15', leader_id: 'l' }],
    ['escalation_accept', { escalation }, {}, { city_department_id: 'energy' }],
    ['reassign', lead, { events: [objection] }, { department_id: 'other' }],
    ['reassign', lead, {}, { department_id: null }],
  ])('%s starts with what the record already says', (action, matter, record, expected) => {
    const department = record.department ?? 'd'
    expect(initialValues(action, '2023-03-15', matter, { ...record, department })).toMatchObject(expected)
  })
})
