// What each action asks for, as the contract says; labels are in the language files.
import { actions } from '@/api/actions.gen'
import type { Action, Event, Matter, Report } from '@/api/types'
import { isInvalidDate, isInRange, type NumberInput } from '@/ui/inputs'
import { objectionOf } from './subject'

export type FieldKind = (typeof actions)[number]['fields'][number]['kind']
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
  action: FormAction
  fields: readonly Field[]
  tone: 'primary' | 'default' | 'danger'
}

/** `edit` opens a page instead of a form. */
export type FormAction = Exclude<Action, 'edit'>

const forms: readonly ActionForm[] = actions

/** In the order in which buttons stand. */
export const actionOrder: readonly FormAction[] = forms.map((form) => form.action)

export const actionForms = Object.fromEntries(forms.map((form) => [form.action, form])) as Record<
  FormAction,
  ActionForm
>

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
