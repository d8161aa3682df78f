import { describe, expect, it } from 'vitest'
import type { AlertRule, Settings } from '@/api/adminTypes'
import type { SettingsDraft } from './ladder'
import { addStep, copyOf, offsetName, recipientsOf, removeStep, same, sortSteps, invalidNumbers } from './ladder'

const rule = (): AlertRule => ({
  key: 'due',
  version: 1,
  steps: [
    { offset: 3, recipients: ['leader'], slip: 'yellow' },
    { offset: -1, recipients: ['handler'], slip: null },
  ],
})
const settings = (ladder: AlertRule[]): Settings => ({
  yellow_days: 3,
  extension_limit: 2,
  close_delegated: true,
  sign_days: 1,
  objection_days: 3,
  alert_hour: 9,
  ladder,
})

describe('alert ladder', () => {
  it('sends the steps in rising order', () => {
    const draft = settings([rule()])
    const before = copyOf(draft)
    sortSteps(draft)
    expect(draft.ladder[0]?.steps.map((step) => step.offset)).toEqual([-1, 3])
    expect(same(draft, before)).toBe(false)
  })

  it('names the numbers that cannot be sent', () => {
    const draft = copyOf(settings([rule()])) as SettingsDraft
    expect(invalidNumbers(draft)).toEqual({})
    draft.alert_hour = 24
    draft.sign_days = null
    draft.ladder[0]!.steps[1]!.offset = '-1.5'
    expect(Object.keys(invalidNumbers(draft))).toEqual(['sign_days', 'alert_hour', 'ladder[0].steps[1].offset'])
  })

  it('adds a rung above the last one and removes a rung', () => {
    const one = rule()
    addStep(one)
    expect(one.steps.map((step) => step.offset)).toEqual([3, -1, 4])
    expect(one.steps.at(-1)).toEqual({ offset: 4, recipients: ['leader'], slip: null })
    removeStep(one, one.steps[0]!)
    expect(one.steps).toHaveLength(2)
  })

  it('offers the city’s office where the city owes something', () => {
    expect(recipientsOf(rule())).not.toContain('city_supervisor')
    expect(recipientsOf({ ...rule(), key: 'city_silent' })).toContain('city_supervisor')
  })

  it.each([
    [3, 'T+3'],
    [-1, 'T−1'],
    [0, 'T'],
  ])('names the offset %i', (offset, name) => expect(offsetName(offset)).toBe(name))
})
