// The registration form: what it holds, how a draft fills it, what it sends.
import type {
  Leader,
  Matter,
  MatterKind,
  NewMatter,
  PatchMatter,
  ReportCycle,
  SourceKind,
  Urgency,
  WeakLink,
} from '@/api/types'
import { isInvalidDate, isInRange, type Range, type NumberInput } from '@/ui/inputs'

export interface MatterForm {
  kind: MatterKind
  title: string
  requirement: string
  urgency: Urgency
  category: string
  weak_link_kind: WeakLink | ''
  basis: string
  leader_id: string
  lead_department_id: string
  co_department_ids: string[]
  due_by: 'date' | 'working_days'
  due_on: string
  due_in_working_days: NumberInput
  report_cycle: ReportCycle
  report_day: NumberInput
  plan_id: string
  source_kind: SourceKind | ''
  source_title: string
  source_document_number: string
  source_dated_on: string
  remark: string
}

export const emptyForm = (): MatterForm => ({
  kind: 'task',
  title: '',
  requirement: '',
  urgency: 'normal',
  category: '',
  weak_link_kind: '',
  basis: '',
  leader_id: '',
  lead_department_id: '',
  co_department_ids: [],
  due_by: 'date',
  due_on: '',
  due_in_working_days: 5,
  report_cycle: 'none',
  report_day: null,
  plan_id: '',
  source_kind: '',
  source_title: '',
  source_document_number: '',
  source_dated_on: '',
  remark: '',
})

export const formOf = (matter: Matter): MatterForm => ({
  ...emptyForm(),
  kind: matter.kind,
  title: matter.title,
  requirement: matter.requirement,
  urgency: matter.urgency,
  category: matter.category ?? '',
  weak_link_kind: matter.weak_link_kind ?? '',
  basis: matter.basis ?? '',
  leader_id: matter.leader.id,
  lead_department_id: matter.lead_department.id,
  co_department_ids: matter.co_departments.map((one) => one.id),
  due_by: matter.due_in_working_days === null ? 'date' : 'working_days',
  due_on: matter.due_on ?? '',
  due_in_working_days: matter.due_in_working_days ?? emptyForm().due_in_working_days,
  report_cycle: matter.report_cycle,
  report_day: matter.report_day,
  plan_id: matter.plan?.id ?? '',
  source_kind: matter.source?.kind ?? '',
  source_title: matter.source?.title ?? '',
  source_document_number: matter.source?.document_number ?? '',
  source_dated_on: matter.source?.dated_on ?? '',
  remark: matter.remark ?? '',
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
    kind: form.kind,
    title: form.title.trim(),
    requirement: form.requirement.trim(),
    urgency: form.urgency,
    category: form.category.trim(),
    weak_link_kind: (form.kind === 'issue' && form.weak_link_kind) || null,
    basis: form.basis.trim(),
    leader_id: form.leader_id,
    lead_department_id: form.lead_department_id,
    co_department_ids: form.co_department_ids.filter((id) => id !== form.lead_department_id),
    ...due,
    report_cycle: form.report_cycle,
    report_day: (form.report_cycle === 'monthly' && (form.report_day as number | null)) || null,
    plan_id: form.plan_id || null,
    source: sourceOf(form),
    remark: form.remark.trim(),
  }
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
  const needed: (keyof MatterForm)[] = ['title', 'requirement', 'lead_department_id', 'leader_id']
  const missing: string[] = needed.filter((name) => String(form[name]).trim() === '')
  const due = form.due_by === 'date' ? 'due_on' : 'due_in_working_days'
  if (form[due] === null || form[due] === '') missing.push(due)
  if (form.source_kind && !form.source_title.trim()) missing.push('source.title')
  return missing
}

export const ranges = {
  due_in_working_days: { min: 1, max: 750 },
  report_day: { min: 1, max: 31 },
} as const satisfies Record<string, Range>

/** What is filled in and is no such number or day, by the contract's names. */
export function invalidOf(form: MatterForm): Record<string, NumberInput> {
  const shown: [string, NumberInput, Range | null][] = [
    form.due_by === 'date'
      ? ['due_on', form.due_on, null]
      : ['due_in_working_days', form.due_in_working_days, ranges.due_in_working_days],
  ]
  if (form.report_cycle === 'monthly') shown.push(['report_day', form.report_day, ranges.report_day])
  if (form.source_kind) shown.push(['source.dated_on', form.source_dated_on, null])
  const invalid = shown.filter(
    ([, value, range]) => value !== null && value !== '' && (range ? !isInRange(value, range) : isInvalidDate(value)),
  )
  return Object.fromEntries(invalid.map(([name, value]) => [name, value]))
}
