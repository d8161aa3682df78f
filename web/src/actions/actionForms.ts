// What each action asks for, as a table. Names are those of the contract; labels are in the language files.
import { cityAnswers, slipColors } from '@/api/enums'
import type { Action, Event, Matter, Report } from '@/api/types'
import { isInvalidDate, isInRange, type NumberInput } from '@/ui/inputs'
import { objectionOf } from './subject'

export type FieldKind =
  'line' | 'text' | 'date' | 'percent' | 'leader' | 'department' | 'city_department' | 'co_department' | 'choice'
export interface Field {
  name: string
  kind: FieldKind
  required: boolean
  /** Words of the choices: i18n namespace and its keys. */
  words?: string
  choices?: readonly string[]
  max?: number
  /** The side of today on which a date must lie; today itself is on both. */
  days?: 'past' | 'future'
}
/** Percentages are whole. */
export const percentRange = { min: 0, max: 100 }

/** How long a text may be. */
export const maxLengthOf = ({ kind, max }: Field): number => max ?? (kind === 'line' ? 200 : 2000)

export interface ActionForm {
  fields: readonly Field[]
  tone: 'primary' | 'default' | 'danger'
}

const required = (name: string, kind: FieldKind, more: Partial<Field> = {}): Field => ({
  name,
  kind,
  required: true,
  ...more,
})
const optional = (name: string, kind: FieldKind, more: Partial<Field> = {}): Field => ({
  name,
  kind,
  required: false,
  ...more,
})
const note = optional('note', 'text', { max: 1000 })
const reason = required('reason', 'text', { max: 1000 })
const primary = (...fields: Field[]): ActionForm => ({ fields, tone: 'primary' })
const plain = (...fields: Field[]): ActionForm => ({ fields, tone: 'default' })
const danger = (...fields: Field[]): ActionForm => ({ fields, tone: 'danger' })

/** `edit` opens a page instead of a form. */
export type FormAction = Exclude<Action, 'edit'>

/** In the order in which buttons stand. */
export const actionForms: Record<FormAction, ActionForm> = {
  sign: primary(note),
  approve: primary(note),
  issue: primary(note),
  extension_approve: primary(note, optional('new_due_on', 'date', { days: 'future' })),
  escalation_endorse: primary(note),
  escalation_submit: primary(
    required('document_number', 'line', { max: 200 }),
    required('document_on', 'date', { days: 'past' }),
  ),
  escalation_accept: primary(
    required('city_department_id', 'city_department'),
    required('city_due_on', 'date', { days: 'future' }),
    optional('contact', 'line', { max: 200 }),
  ),
  escalation_answer: primary(
    required('answer', 'choice', { words: 'city_answer', choices: cityAnswers }),
    required('text', 'text'),
  ),
  report: primary(
    required('percent', 'percent'),
    required('progress', 'text'),
    optional('problems', 'text'),
    optional('next_step', 'text'),
  ),
  verify: primary({ ...note, required: true }),
  close: primary(note),
  reassign: primary(required('department_id', 'department'), note),
  claim: plain(required('evidence', 'text')),
  solve_on_site: plain(
    required('place', 'line', { max: 200 }),
    required('solved_on', 'date', { days: 'past' }),
    required('how', 'text'),
    optional('leader_id', 'leader'),
  ),
  complete_part: primary({ ...note, required: true }),
  submit_for_approval: plain(note),
  resume: primary(note),
  instruct: plain(required('text', 'text')),
  urge: plain(
    required('color', 'choice', { words: 'slip', choices: slipColors }),
    required('text', 'text', { max: 1000 }),
  ),
  extension_request: plain(required('new_due_on', 'date', { days: 'future' }), reason, required('progress', 'text')),
  escalation_propose: plain(
    required('tried', 'text'),
    required('ask', 'text'),
    optional('city_department_id', 'city_department'),
    optional('policy_basis', 'text', { max: 1000 }),
  ),
  object: plain(reason, optional('suggested_department_id', 'department')),
  overrule: plain(reason),
  waive_part: plain(required('department_id', 'co_department'), reason),
  extension_reject: danger(reason),
  escalation_decline: danger(reason),
  escalation_return: danger(reason),
  escalation_withdraw: danger(reason),
  reject: danger(reason),
  return: danger(reason),
  suspend: danger(reason),
  close_unachieved: danger(reason),
  cancel: danger(reason),
}

export const actionOrder = Object.keys(actionForms) as FormAction[]

export type Values = Record<string, string | number | null>

/** What a form may know of its matter: all of it on the matter's page, the row and the submission elsewhere. */
export type KnownMatter = Partial<Matter>

/** What else the record says that need not be typed again. */
export interface RecordedFacts {
  /** The last report of the person's own department; what others wrote is never put into one's mouth. */
  report?: Report
  department?: string
  events?: readonly Event[]
}

/** What can be filled in beforehand, so that nobody types what the record already says. */
export function initialValues(
  action: FormAction,
  today: string,
  matter: KnownMatter = {},
  record: RecordedFacts = {},
): Values {
  const values: Values = Object.fromEntries(actionForms[action].fields.map((field) => [field.name, null]))
  const { report } = record
  switch (action) {
    case 'report':
      return { ...values, percent: ownPercent(matter, record), problems: report?.problems ?? null }
    case 'claim':
      return { ...values, evidence: report?.progress ?? null }
    case 'extension_request':
      return { ...values, progress: report?.progress ?? null }
    case 'escalation_propose':
      return { ...values, tried: report?.progress ?? null }
    case 'solve_on_site':
      return { ...values, solved_on: today, leader_id: matter.leader?.id ?? null }
    case 'escalation_submit':
      return { ...values, document_on: today }
    case 'escalation_accept':
      return { ...values, city_department_id: matter.escalation?.suggested_city_department?.id ?? null }
    case 'reassign':
      return { ...values, department_id: objectionOf(record.events)?.suggested ?? null }
    case 'urge':
      return { ...values, color: 'blue' }
    default:
      return values
  }
}

/** The matter's percentage is the lead department's; a co-department goes on from its own. */
function ownPercent(matter: KnownMatter, { report, department }: RecordedFacts): number {
  const leads = department !== undefined && department === matter.lead_department?.id
  return leads ? (matter.progress_percent ?? 0) : (report?.percent ?? 0)
}

/** The body to send: filled fields only, text trimmed. */
export function inputOf(values: Values): Record<string, unknown> {
  const filled = Object.entries(values).map(
    ([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const,
  )
  return Object.fromEntries(filled.filter(([, value]) => value !== null && value !== ''))
}

export type InvalidReason = 'number' | 'day' | 'long'
/** What is filled in and cannot be sent as it is, by field. */
export function invalidFields(action: FormAction, values: Values): Record<string, InvalidReason> {
  const input = inputOf(values)
  const invalid = actionForms[action].fields.flatMap((field): [string, InvalidReason][] => {
    const value = input[field.name]
    if (value === undefined) return []
    if (field.kind === 'percent') return isInRange(value as NumberInput, percentRange) ? [] : [[field.name, 'number']]
    if (field.kind === 'date') return isInvalidDate(value) ? [[field.name, 'day']] : []
    return typeof value === 'string' && [...value].length > maxLengthOf(field) ? [[field.name, 'long']] : []
  })
  return Object.fromEntries(invalid)
}

export const missingFields = (action: FormAction, values: Values): string[] => {
  const input = inputOf(values)
  return actionForms[action].fields
    .filter((field) => field.required && input[field.name] === undefined)
    .map((field) => field.name)
}
