// The registration form: what it holds, how a draft fills it, what it sends. Plain fields are as the contract says; the
// others are written out here.
import { matterForm } from '@/api/matters.gen'
import type { Leader, Matter, MatterKind, NewMatter, PatchMatter, SourceKind } from '@/api/types'
import { isInvalidDate, isInRange, type Range, type NumberInput } from '@/ui/inputs'

type Listed = (typeof matterForm)[number]
type ListedPlain = Exclude<Listed, { kind: 'own' }>
type Section = Listed['section']
type ValueOf<F> = F extends { kind: 'number' }
  ? NumberInput
  : F extends { choices: readonly (infer Word)[] }
    ? Word | (F extends { default: string } ? never : '')
    : string
/** The fields that are drawn, kept and sent by their kind alone. */
export type PlainValues = { [F in ListedPlain as F['name']]: ValueOf<F> }
export type PlainName = keyof PlainValues
export interface PlainField {
  name: PlainName
  /** No field is a plain date today; one that becomes one is drawn. */
  kind: ListedPlain['kind'] | 'date'
  required: boolean
  section: Section
  /** Where the page of the matter shows it. */
  spot: Listed['spot']
  /** Characters of a text at most, or the largest number. */
  max?: number
  min?: number
  /** Words of the choices: i18n namespace and its keys. */
  words?: string
  choices?: readonly string[]
  default?: string
  /** Shown only while another field holds a word. */
  when?: { field: string; is: string }
}
export type OwnName = Extract<Listed, { kind: 'own' }>['name']
export interface OwnField {
  name: OwnName
  kind: 'own'
  section: Section
}

export const formFields: readonly (PlainField | OwnField)[] = matterForm
export const isPlain = (field: PlainField | OwnField): field is PlainField => field.kind !== 'own'
export const plainFields = formFields.filter(isPlain)

export interface MatterForm extends PlainValues {
  kind: MatterKind
  leader_id: string
  lead_department_id: string
  co_department_ids: string[]
  due_by: 'date' | 'working_days'
  due_on: string
  due_in_working_days: NumberInput
  plan_id: string
  source_kind: SourceKind | ''
  source_title: string
  source_document_number: string
  source_dated_on: string
}

type Values = Record<string, unknown>
const plainOf = (valueOf: (field: PlainField) => unknown): PlainValues =>
  Object.fromEntries(plainFields.map((field) => [field.name, valueOf(field)])) as unknown as PlainValues
const emptyValue = ({ kind, default: word }: PlainField): NumberInput => (kind === 'number' ? null : (word ?? ''))

/** Whether the form shows the field as it is filled now. */
export const isShown = (form: MatterForm, { when }: PlainField): boolean =>
  !when || (form as unknown as Values)[when.field] === when.is

export const emptyForm = (): MatterForm => ({
  ...plainOf(emptyValue),
  kind: 'task',
  leader_id: '',
  lead_department_id: '',
  co_department_ids: [],
  due_by: 'date',
  due_on: '',
  due_in_working_days: 5,
  plan_id: '',
  source_kind: '',
  source_title: '',
  source_document_number: '',
  source_dated_on: '',
})

export const formOf = (matter: Matter): MatterForm => ({
  ...plainOf((field) => matter[field.name] ?? emptyValue(field)),
  kind: matter.kind,
  leader_id: matter.leader.id,
  lead_department_id: matter.lead_department.id,
  co_department_ids: matter.co_departments.map((one) => one.id),
  due_by: matter.due_in_working_days === null ? 'date' : 'working_days',
  due_on: matter.due_on ?? '',
  due_in_working_days: matter.due_in_working_days ?? emptyForm().due_in_working_days,
  plan_id: matter.plan?.id ?? '',
  source_kind: matter.source?.kind ?? '',
  source_title: matter.source?.title ?? '',
  source_document_number: matter.source?.document_number ?? '',
  source_dated_on: matter.source?.dated_on ?? '',
})

/** Every field of the contract's form; one that is missing here would be lost silently. */
type MatterBody = Omit<Required<PatchMatter>, Due> & Pick<PatchMatter, Due>
type Due = 'due_on' | 'due_in_working_days'

/** The form by the contract's names. What is empty is an empty text, or null where there is no text. */
function bodyOf(form: MatterForm): MatterBody {
  const due: Pick<PatchMatter, Due> =
    form.due_by === 'working_days'
      ? { due_in_working_days: form.due_in_working_days as number | null }
      : form.due_on
        ? { due_on: form.due_on }
        : {}
  return {
    ...(plainOf((field) => sentValue(form, field)) as Pick<MatterBody, PlainName>),
    kind: form.kind,
    leader_id: form.leader_id,
    lead_department_id: form.lead_department_id,
    co_department_ids: form.co_department_ids.filter((id) => id !== form.lead_department_id),
    ...due,
    plan_id: form.plan_id || null,
    source: sourceOf(form),
  }
}

function sentValue(form: MatterForm, field: PlainField): NumberInput {
  const value: NumberInput = form[field.name]
  if (field.kind === 'line' || field.kind === 'text') return String(value).trim()
  return (isShown(form, field) && value) || null
}

function sourceOf(form: MatterForm): MatterBody['source'] {
  if (!form.source_kind) return null
  return {
    kind: form.source_kind,
    title: form.source_title.trim(),
    document_number: form.source_document_number.trim() || null,
    dated_on: form.source_dated_on || null,
  }
}

/** The body to register: what is filled. */
export function newMatterOf(form: MatterForm): NewMatter {
  const filled = Object.fromEntries(
    Object.entries(bodyOf(form)).filter(([, value]) => value !== null && value !== ''),
  ) as Partial<NewMatter>
  const { kind, leader_id, lead_department_id } = form
  return { ...filled, kind, title: form.title.trim(), leader_id, lead_department_id }
}

/** The facts of a draft that the form changed or cleared. */
export function changesOf(before: MatterForm, after: MatterForm): PatchMatter {
  const old = bodyOf(before)
  const now = bodyOf(after)
  const patch: PatchMatter = {}
  const take = <Name extends keyof PatchMatter>(name: Name): void => {
    if (JSON.stringify(now[name]) !== JSON.stringify(old[name])) patch[name] = now[name]
  }
  for (const name of Object.keys(now) as (keyof PatchMatter)[]) take(name)
  return patch
}

/** The form after somebody else changed the draft: their state, with what was typed here on top. */
export function mergedForm(before: MatterForm, typed: MatterForm, theirs: MatterForm): MatterForm {
  const mine = Object.entries(typed).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof MatterForm]),
  )
  return { ...theirs, ...Object.fromEntries(mine) }
}

/** The leader in whose portfolio the department is. */
export const leaderOf = (departmentId: string, leaders: readonly Leader[]): Leader | undefined =>
  leaders.find((leader) => leader.departments.some((department) => department.id === departmentId))

export function missingOf(form: MatterForm): string[] {
  const asked = plainFields.filter((field) => field.required).map((field) => field.name)
  const needed: (keyof MatterForm)[] = [...asked, 'lead_department_id', 'leader_id']
  const missing: string[] = needed.filter((name) => String(form[name]).trim() === '')
  const due = form.due_by === 'date' ? 'due_on' : 'due_in_working_days'
  if (form[due] === null || form[due] === '') missing.push(due)
  if (form.source_kind && !form.source_title.trim()) missing.push('source.title')
  return missing
}

export const workingDays: Range = { min: 1, max: 750 }

/** The numbers that a field takes, by the contract's name of the field; null for a date. */
export function rangeOf(name: string): Range | null {
  if (name === 'due_in_working_days') return workingDays
  const field = plainFields.find((one) => one.name === name)
  return field?.kind === 'number' ? { min: field.min ?? 0, max: field.max ?? 0 } : null
}

/** What is filled in and is no such number or day, by the contract's names. */
export function invalidOf(form: MatterForm): Record<string, NumberInput> {
  const shown: [string, NumberInput][] = [
    form.due_by === 'date' ? ['due_on', form.due_on] : ['due_in_working_days', form.due_in_working_days],
    ...plainFields
      .filter((field) => (field.kind === 'number' || field.kind === 'date') && isShown(form, field))
      .map((field): [string, NumberInput] => [field.name, form[field.name]]),
  ]
  if (form.source_kind) shown.push(['source.dated_on', form.source_dated_on])
  const isWrong = (value: NumberInput, range: Range | null): boolean =>
    range ? !isInRange(value, range) : isInvalidDate(value)
  return Object.fromEntries(
    shown.filter(([name, value]) => value !== null && value !== '' && isWrong(value, rangeOf(name))),
  )
}
