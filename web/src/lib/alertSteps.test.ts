import { expect, it } from 'vitest'
import type { Alert } from '@/api/types'
import { alertSteps } from './alertSteps'

const alert = (name: string, step: number, part: Partial<Alert> = {}): Alert =>
  ({
    rule: 'due',
    step,
    cycle: '2023-02-08',
    recipient: { id: name, name },
    recipient_role: 'handler',
    fired_at: `2023-02-1${step}T01:00:00Z`,
    outcome: 'sent',
    slip: null,
    why: `T+${step}`,
    delivered_at: null,
    read_at: null,
    ...part,
  }) as unknown as Alert

it('puts everybody of one step into one entry, in the order of arrival', () => {
  const steps = alertSteps([
    alert('县长', 5),
    alert('经办人', 5, { read_at: '2023-02-15T02:00:00Z' }),
    alert('经办人', 3),
  ])
  expect(steps.map(({ why, to }) => [why, to.map((one) => one.name)])).toEqual([
    ['T+5', ['县长', '经办人']],
    ['T+3', ['经办人']],
  ])
  expect(steps[0]?.to[1]?.read_at).toBe('2023-02-15T02:00:00Z')
})

it('keeps what was superseded apart from what was sent', () => {
  expect(
    alertSteps([alert('县长', 5), alert('县长', 5, { outcome: 'superseded' } as Partial<Alert>)]).map(
      (step) => step.outcome,
    ),
  ).toEqual(['sent', 'superseded'])
})
