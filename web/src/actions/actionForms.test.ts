import { describe, expect, it } from 'vitest'
import type { Matter, Report } from '@/api/types'
import { en } from '../locale.en'
import { zh } from '../locale.zh'
import { actionForms, actionOrder, inputOf, missingFields, startValues } from './actionForms'

describe('the table of action forms', () => {
  it.each(actionOrder)('%s has a label for each of its fields', (action) => {
    for (const { name } of actionForms[action].fields) {
      for (const words of [zh, en]) {
        const labels = words.matters.input as Record<string, string>
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

  it('fills in what the record already says', () => {
    const matter = { progress_percent: 40, leader: { id: 'l', name: 'L' }, escalation: null } as unknown as Matter
    expect(startValues('report', '2023-03-15', matter, { problems: '缺指标' } as Report)).toMatchObject({
      percent: 40,
      problems: '缺指标',
      progress: null,
    })
    expect(startValues('solve_on_site', '2023-03-15', matter)).toMatchObject({
      solved_on: '2023-03-15',
      leader_id: 'l',
    })
  })
})
