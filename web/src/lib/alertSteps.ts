// Alerts as the office thinks of them: one step of the ladder, sent to several persons at once.
import type { Alert } from '@/api/types'

export interface AlertStep extends Pick<Alert, 'fired_at' | 'rule' | 'step' | 'why' | 'outcome'> {
  key: string
  slip: Alert['slip']
  to: { name: string; role: Alert['recipient_role']; read_at: string | null }[]
}

/** Keeps the order in which the alerts come; those of one step that fired at the same instant are one. */
export function alertSteps(alerts: readonly Alert[]): AlertStep[] {
  const steps = new Map<string, AlertStep>()
  for (const { fired_at, rule, step, cycle, outcome, why, slip, ...alert } of alerts) {
    const key = [fired_at, rule, step, cycle, outcome].join(' ')
    const one = steps.get(key) ?? { key, fired_at, rule, step, why, slip: null, outcome, to: [] }
    one.slip ??= slip
    one.to.push({ name: alert.recipient.name, role: alert.recipient_role, read_at: alert.read_at })
    steps.set(key, one)
  }
  return [...steps.values()]
}
