// An event of the audit chain in words: what was done and which facts it changed.
import type { Event } from '@/api/types'

type Translate = (key: string) => string
type Knows = (key: string) => boolean
export interface FactChange { name: string; from: string; to: string }

export function actionWords(event: Event, t: Translate, te: Knows): string {
  const short = event.action.split('.').pop() ?? event.action
  const key = [`action.${event.action}`, `action.${short}`].find(te)
  return key ? t(key) : event.action
}

const spaces: Record<string, string> = {
  status: 'status', stage: 'stage', resolution: 'resolution', outcome: 'outcome', urgency: 'urgency', report_cycle: 'report_cycle',
  weak_link_kind: 'weak_link', kind: 'kind', light: 'light', holder: 'holder',
}

/** The facts with a name in the ledger whose plain value differs. */
export function factChanges(event: Event, t: Translate, te: Knows): FactChange[] {
  const before = event.before ?? {}
  const after = event.after ?? {}
  const words = (name: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return '—'
    const key = `${spaces[name]}.${String(value)}`
    return spaces[name] && te(key) ? t(key) : String(value)
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => te(`field.${name}`) && plain(before[name]) && plain(after[name]) && before[name] !== after[name])
    .map((name) => ({ name: t(`field.${name}`), from: words(name, before[name]), to: words(name, after[name]) }))
}

const plain = (value: unknown): boolean => value === null || value === undefined || ['string', 'number', 'boolean'].includes(typeof value)
