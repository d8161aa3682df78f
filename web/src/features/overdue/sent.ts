// What was sent, told as events: one line per step with everybody it went to.
import type { OverdueAlert, SlipColor } from '@/api/types'

export interface Sent {
  key: string
  at: string
  step: number
  slip: { number: string; color: SlipColor } | null
  to: { name: string; read: boolean }[]
}

/** Newest first; alerts of one step that fired at the same instant are one line. */
export function sentSteps(alerts: readonly OverdueAlert[]): Sent[] {
  const lines = new Map<string, Sent>()
  for (const alert of alerts) {
    const key = `${alert.fired_at} ${alert.step}`
    const line = lines.get(key) ?? { key, at: alert.fired_at, step: stepOffset(alert.step), slip: null, to: [] }
    line.slip ??= alert.slip
    line.to.push({ name: alert.recipient.name, read: alert.read_at !== null })
    lines.set(key, line)
  }
  return [...lines.values()].sort((a, b) => b.at.localeCompare(a.at) || b.step - a.step)
}

/** A step is named by its offset in working days, as a number or written 'T+3'. */
export function stepOffset(step: number | string): number {
  return typeof step === 'number' ? step : Number(step.replace(/^T/i, '')) || 0
}

/** The key and count of the words for an offset. */
export function stepWords(offset: number): { key: string; n: number } {
  if (offset === 0) return { key: 'overdue.step_on', n: 0 }
  return { key: offset > 0 ? 'overdue.step_after' : 'overdue.step_before', n: Math.abs(offset) }
}
