// An event of the chain in words.
import { actionsOfLife } from '@/api/actions.gen'
import type { SystemEvent, TrailEvent } from '@/api/adminTypes'
import { allOf } from '@/api/enums'
import { matterForm } from '@/api/matters.gen'
import type { Action } from '@/api/types'

/** The contract's events that are no action on a matter, in the order in which an auditor looks for them. */
export const systemEvents = allOf<SystemEvent>()([
  'login',
  'login_failed',
  'logout',
  'refused',
  'refresh_reused',
  'session_revoked',
  'sessions_revoked',
  'account_unlocked',
  'password_changed',
  'password_set',
  'user_created',
  'user_changed',
  'settings_changed',
  'printed',
  'import_previewed',
  'import_applied',
  'alert',
  'create',
  'setup',
  'region_created',
  'region_linked',
  'department_created',
  'plan_created',
])

/** The contract's actions on a matter, in the order of its life. */
export const matterActions: readonly Action[] = actionsOfLife

type HasKey = (key: string) => boolean

/** The i18n key of an action, or null for one without a name. */
export const actionKey = (action: string, known: HasKey): string | null =>
  [`admin.audit.event.${action}`, `action.${action}`].find(known) ?? null

/** The i18n key of a field, or null for one without a name. */
export const fieldKey = (field: string, known: HasKey): string | null =>
  [`admin.audit.field.${field}`, `field.${field}`, `admin.settings.number.${field}`].find(known) ?? null

/** Fields whose values are words of the contract, and where those have their names. */
const wordFields: Record<string, string> = {
  role: 'role',
  kind: 'kind',
  status: 'status',
  stage: 'stage',
  resolution: 'resolution',
  outcome: 'outcome',
  holder: 'holder',
  color: 'slip',
  what: 'admin.audit.value',
  ...Object.fromEntries(matterForm.flatMap((field) => ('words' in field ? [[field.name, field.words]] : []))),
}

/** The i18n key of a value that is a word, or null for one that is written as it is. */
export function valueKey(field: string, value: string, known: HasKey): string | null {
  if (value === 'true' || value === 'false') return `admin.audit.value.${value === 'true' ? 'yes' : 'no'}`
  const key = `${wordFields[field] ?? ''}.${value}`
  return wordFields[field] && known(key) ? key : null
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
