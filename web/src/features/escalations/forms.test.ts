import { describe, expect, it } from 'vitest'
import type { Action, EscalationRow, EscalationStatus } from '@/api/types'
import { buttonsOf, canSubmit } from './forms'

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
})
