// An event of the audit chain in words: what was done, which facts it changed, what else it records.
import type { Event } from '@/api/types'
import { type PlainField, plainFields } from '../form/matterForm'

export interface Translator {
  t: (key: string) => string
  te: (key: string) => boolean
  /** Names of leaders and departments by id. */
  nameOf: (id: string) => string | undefined
}
export interface FactChange {
  name: string
  from: string
  to: string
}
export interface Detail {
  name: string
  value: string
}

export function actionText(event: Event, { t, te }: Translator): string {
  const key = `action.${event.action}`
  return te(key) ? t(key) : event.action
}

interface Fact {
  label: string
  /** The i18n namespace of its words; `id` stands for a person or a unit. */
  words?: string
}
const plainFacts = (which: (field: PlainField) => boolean): Record<string, Fact> =>
  Object.fromEntries(plainFields.filter(which).map(({ name, words }) => [name, { label: name, words }]))
const isText = ({ kind }: PlainField): boolean => kind === 'line' || kind === 'text'
const isShort = ({ max = 0 }: PlainField): boolean => max <= 200

/** Facts that the timeline tells: where it stands, words, who and by when, then texts, the long ones last. */
const facts: Record<string, Fact> = {
  status: { label: 'status', words: 'status' },
  stage: { label: 'stage', words: 'stage' },
  resolution: { label: 'resolution', words: 'resolution' },
  outcome: { label: 'outcome', words: 'outcome' },
  ...plainFacts(({ kind }) => kind === 'choice' || kind === 'date'),
  leader_id: { label: 'leader', words: 'id' },
  lead_department_id: { label: 'lead_department', words: 'id' },
  due_on: { label: 'due_on' },
  city_due_on: { label: 'city_due_on' },
  progress_percent: { label: 'progress' },
  ...plainFacts((field) => isText(field) && isShort(field)),
  ...plainFacts((field) => isText(field) && !isShort(field)),
}

/** What differs between before and after. A fact that was not there before is a registration, not a change. */
export function factChanges(event: Event, translator: Translator): FactChange[] {
  const before = event.before ?? {}
  const after = event.after ?? {}
  return Object.entries(facts)
    .filter(([name]) => name in before && name in after && before[name] !== after[name])
    .map(([name, { label, words }]) => ({
      name: translator.t(`field.${label}`),
      from: valueText(before[name], words, translator),
      to: valueText(after[name], words, translator),
    }))
}

const details: Record<string, string | undefined> = {
  place: undefined,
  solved_on: undefined,
  percent: undefined,
  department: undefined,
  problems: undefined,
  next_step: undefined,
  tried: undefined,
  city_department: undefined,
  document_number: undefined,
  document_on: undefined,
  answer: 'city_answer',
  slip_number: undefined,
  color: 'slip',
  suggested_department_id: 'id',
  from_due_on: undefined,
  to_due_on: undefined,
}

/** The particulars that an action left with its event. */
export function eventDetails(event: Event, translator: Translator): Detail[] {
  const after = event.after ?? {}
  // The lead department's percentage is told as a change already; a co-department's is told here only.
  const told = factChanges(event, translator).some(({ name }) => name === translator.t('field.progress'))
  return Object.entries(details)
    .filter(([name]) => !(told && name === 'percent'))
    .filter(([name]) => after[name] !== undefined && after[name] !== null && after[name] !== '')
    .map(([name, words]) => ({
      name: translator.t(`matters.detail.${name}`),
      value: valueText(after[name], words, translator),
    }))
}

function valueText(value: unknown, words: string | undefined, { t, te, nameOf }: Translator): string {
  if (value === null || value === undefined || value === '') return '—'
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  if (words === 'id') return nameOf(text) ?? '…'
  return words && te(`${words}.${text}`) ? t(`${words}.${text}`) : text
}
