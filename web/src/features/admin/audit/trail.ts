// An event of the chain in words.
import type { SystemEvent, TrailEvent } from '@/api/adminTypes'
import type { Action } from '@/api/types'

/** The contract's events that are no action on a matter, in the order in which an auditor looks for them. */
export const systemEvents = Object.keys({
  login: true,
  login_failed: true,
  logout: true,
  refused: true,
  refresh_reused: true,
  session_revoked: true,
  sessions_revoked: true,
  account_unlocked: true,
  password_changed: true,
  password_set: true,
  user_created: true,
  user_changed: true,
  settings_changed: true,
  printed: true,
  import_previewed: true,
  import_applied: true,
  alert: true,
  create: true,
  setup: true,
  region_created: true,
  region_linked: true,
  department_created: true,
  plan_created: true,
} satisfies Record<SystemEvent, true>) as SystemEvent[]

/** The contract's actions on a matter, in the order of its life. */
export const matterActions = Object.keys({
  submit_for_approval: true,
  approve: true,
  reject: true,
  issue: true,
  sign: true,
  object: true,
  reassign: true,
  overrule: true,
  edit: true,
  report: true,
  complete_part: true,
  waive_part: true,
  instruct: true,
  urge: true,
  solve_on_site: true,
  claim: true,
  verify: true,
  return: true,
  close: true,
  close_unachieved: true,
  suspend: true,
  resume: true,
  cancel: true,
  escalation_propose: true,
  escalation_endorse: true,
  escalation_decline: true,
  escalation_submit: true,
  escalation_accept: true,
  escalation_answer: true,
  escalation_return: true,
  escalation_withdraw: true,
  extension_request: true,
  extension_approve: true,
  extension_reject: true,
} satisfies Record<Action, true>) as Action[]

type Known = (key: string) => boolean

/** The i18n key of an action, or null for one without a name. */
export const actionKey = (action: string, known: Known): string | null =>
  [`admin.audit.event.${action}`, `action.${action}`].find(known) ?? null

/** The i18n key of a field, or null for one without a name. */
export const fieldKey = (field: string, known: Known): string | null =>
  [`admin.audit.field.${field}`, `field.${field}`, `admin.settings.number.${field}`].find(known) ?? null

/** Fields whose values are words of the contract, and where those have their names. */
const wordFields: Record<string, string> = {
  role: 'role',
  kind: 'kind',
  status: 'status',
  stage: 'stage',
  resolution: 'resolution',
  outcome: 'outcome',
  urgency: 'urgency',
  holder: 'holder',
  report_cycle: 'report_cycle',
  weak_link_kind: 'weak_link',
  color: 'slip',
  what: 'admin.audit.value',
}

/** The i18n key of a value that is a word, or null for one that is written as it is. */
export function valueKey(field: string, value: string, known: Known): string | null {
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
