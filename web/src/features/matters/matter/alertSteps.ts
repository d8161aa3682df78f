// Alerts as the office thinks of them: one step of the ladder, sent to several persons at once.
import type { Alert } from '@/api/types'

export interface AlertStep {
  key: string
  fired_at: string
  why: string
  slip: Alert['slip']
  outcome: Alert['outcome']
  to: { name: string; role: Alert['recipient_role']; read_at: string | null }[]
}

/** Keeps the order in which the alerts come; those of one step that fired at the same instant are one. */
export function alertSteps(alerts: readonly Alert[]): AlertStep[] {
  const steps = new Map<string, AlertStep>()
  for (const alert of alerts) {
    const { outcome } = alert
    const key = [alert.fired_at, alert.rule, alert.step, alert.cycle, outcome].join(' ')
    const step = steps.get(key) ?? { key, fired_at: alert.fired_at, why: alert.why, slip: null, outcome, to: [] }
    step.slip ??= alert.slip
    step.to.push({ name: alert.recipient.name, role: alert.recipient_role, read_at: alert.read_at })
    steps.set(key, step)
  }
  return [...steps.values()]
}
