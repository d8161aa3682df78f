// An event of the chain in words.
import type { TrailEvent } from '@/api/adminTypes'

/** Actions that the auditor may filter by: those that are no step of a matter. */
export const systemActions = [
  'login',
  'login_failed',
  'logout',
  'password_changed',
  'password_set',
  'refresh_reused',
  'sessions_revoked',
  'user_created',
  'user_changed',
  'settings_changed',
  'alert',
  'plan_created',
  'department_created',
  'region_created',
  'region_linked',
  'setup',
] as const

/** The i18n key of an action, or null for one without a name. */
export function actionKey(action: string, known: (key: string) => boolean): string | null {
  return [`admin.audit.event.${action}`, `action.${action}`].find(known) ?? null
}

export interface Change {
  field: string
  before: string
  after: string
}

/** Every field before and after, side by side, in the order of the record. */
export function changesOf(event: TrailEvent): Change[] {
  const before = event.before ?? {}
  const after = event.after ?? {}
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((field) => ({
    field,
    before: written(before[field]),
    after: written(after[field]),
  }))
}

function written(value: unknown): string {
  if (value === undefined || value === null || value === '') return '—'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The last block of an id is enough to tell ids apart on screen. */
export const shortId = (id: string): string => id.slice(-8)
