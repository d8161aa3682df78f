import { describe, expect, it } from 'vitest'
import type { Action, EscalationRow, EscalationStatus } from '@/api/types'
import { buttonsOf, canSubmit, complete, inputOf, startValues } from './forms'

const row = (actions: Action[], status: EscalationStatus = 'endorsed'): EscalationRow =>
  ({
    actions,
    escalation: { status, suggested_city_department: { id: 'energy', name: '市能源局' } },
  }) as unknown as EscalationRow

describe('steps towards the city', () => {
  it('draws only what the server allows, decisions before refusals', () => {
    expect(buttonsOf(row(['escalation_return', 'report', 'escalation_accept']))).toEqual([
      'escalation_accept',
      'escalation_return',
    ])
    expect(buttonsOf(row(['escalation_submit']))).toEqual([])
  })

  it('offers the batch to those that may be submitted', () => {
    expect([canSubmit(row(['escalation_submit'])), canSubmit(row([]))]).toEqual([true, false])
  })

  it('offers nothing on a submission that is finished, whatever its matter allows by now', () => {
    expect(buttonsOf(row(['escalation_endorse'], 'returned'))).toEqual([])
    expect(canSubmit(row(['escalation_submit'], 'declined'))).toBe(false)
  })

  it('starts from what the county suggested and sends filled fields only', () => {
    const values = startValues('escalation_accept', row([]))
    expect(values).toEqual({ city_department_id: 'energy', city_due_on: '', contact: '' })
    expect(complete('escalation_accept', values)).toBe(false)
    expect(inputOf({ ...values, city_due_on: '2023-03-10', contact: ' ' })).toEqual({
      city_department_id: 'energy',
      city_due_on: '2023-03-10',
    })
  })
})
