// What each step towards the city asks for; buttons come from the actions that the server sends.
import type { Action, CityAnswer, EscalationRow, EscalationStatus } from '@/api/types'

export type FieldKind = 'text' | 'line' | 'date' | 'department' | 'answer'
export interface Field {
  name: string
  kind: FieldKind
  required: boolean
}
export interface Form {
  fields: readonly Field[]
  danger?: boolean
}

const must = (name: string, kind: FieldKind): Field => ({ name, kind, required: true })
const may = (name: string, kind: FieldKind): Field => ({ name, kind, required: false })

/** In the order in which buttons stand. Submission is not among them: it travels in a batch. */
export const forms = {
  escalation_endorse: { fields: [may('note', 'text')] },
  escalation_accept: {
    fields: [must('city_department_id', 'department'), must('city_due_on', 'date'), may('contact', 'line')],
  },
  escalation_answer: { fields: [must('answer', 'answer'), must('text', 'text')] },
  escalation_decline: { fields: [must('reason', 'text')], danger: true },
  escalation_return: { fields: [must('reason', 'text')], danger: true },
  escalation_withdraw: { fields: [must('reason', 'text')], danger: true },
} as const satisfies Partial<Record<Action, Form>>

export type EscalationAction = keyof typeof forms

export const answers: readonly CityAnswer[] = ['solved', 'partly', 'path_clear', 'cannot']
export const countyStatuses: readonly EscalationStatus[] = [
  'proposed',
  'endorsed',
  'submitted',
  'accepted',
  'answered',
  'returned',
]
export const cityStatuses: readonly EscalationStatus[] = ['submitted', 'accepted', 'answered', 'returned']

/** A submission that has come to its end; the actions sent with it belong to a later one of the same matter. */
const finished: ReadonlySet<EscalationStatus> = new Set(['answered', 'returned', 'withdrawn', 'declined'])
const lives = (row: EscalationRow): boolean => !finished.has(row.escalation.status)

export const buttonsOf = (row: EscalationRow): EscalationAction[] =>
  (Object.keys(forms) as EscalationAction[]).filter((action) => lives(row) && row.actions.includes(action))

export const canSubmit = (row: EscalationRow): boolean => lives(row) && row.actions.includes('escalation_submit')

export type Values = Record<string, string>

export function startValues(action: EscalationAction, row: EscalationRow): Values {
  const values: Values = Object.fromEntries(forms[action].fields.map((field) => [field.name, '']))
  if (action === 'escalation_accept') values.city_department_id = row.escalation.suggested_city_department?.id ?? ''
  return values
}

/** The body to send: filled fields only, trimmed. */
export const inputOf = (values: Values): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value),
  )

export function complete(action: EscalationAction, values: Values): boolean {
  const input = inputOf(values)
  return forms[action].fields.every((field) => !field.required || Boolean(input[field.name]))
}
