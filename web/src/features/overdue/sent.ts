// What was sent, told as events: one line per step with everybody it went to.
import type { Alert } from '@/api/types'

export interface Sent {
  key: string
  at: string
  rule: string
  step: number
  slip: Alert['slip']
  to: { name: string; read: boolean }[]
}

/** Newest first; alerts of one step that fired at the same instant are one line. Others were never sent. */
export function sentSteps(alerts: readonly Alert[]): Sent[] {
  const lines = new Map<string, Sent>()
  for (const alert of alerts) {
    if (alert.outcome !== 'sent') continue
    const key = `${alert.fired_at} ${alert.rule} ${alert.step}`
    const line = lines.get(key) ?? {
      key,
      at: alert.fired_at,
      rule: alert.rule,
      step: Number(alert.step),
      slip: null,
      to: [],
    }
    line.slip ??= alert.slip
    line.to.push({ name: alert.recipient.name, read: alert.read_at !== null })
    lines.set(key, line)
  }
  return [...lines.values()].sort((a, b) => b.at.localeCompare(a.at) || b.step - a.step)
}

/** The key and count of the words for a step, which is named by its offset in working days. */
export function stepWords({ rule, step }: Pick<Sent, 'rule' | 'step'>): { key: string; n: number } {
  if (rule !== 'due' && rule !== 'city_due') return { key: `overdue.rule.${rule}`, n: step }
  if (step === 0) return { key: 'overdue.step_on', n: 0 }
  return { key: step > 0 ? 'overdue.step_after' : 'overdue.step_before', n: Math.abs(step) }
}
