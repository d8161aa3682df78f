// What was sent, told as events: one line per step with everybody it went to.
import type { Alert } from '@/api/types'
import { type AlertStep, alertSteps } from '@/lib/alertSteps'

/** Newest first; what was superseded or could not be delivered was never sent. */
export const sentSteps = (alerts: readonly Alert[]): AlertStep[] =>
  alertSteps(alerts.filter(({ outcome }) => outcome === 'sent')).sort(
    (a, b) => b.fired_at.localeCompare(a.fired_at) || b.step - a.step,
  )

/** The key and count of the words for a step, which is named by its offset in working days. */
export function stepWords({ rule, step }: { rule: string; step: number }): { key: string; n: number } {
  if (rule !== 'due' && rule !== 'city_due') return { key: `overdue.rule.${rule}`, n: step }
  if (step === 0) return { key: 'overdue.step_on', n: 0 }
  return { key: step > 0 ? 'overdue.step_after' : 'overdue.step_before', n: Math.abs(step) }
}
