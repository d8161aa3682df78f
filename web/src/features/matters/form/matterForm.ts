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
  due_in_working_days: number
  report_cycle: ReportCycle
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
  due_on: matter.due_on ?? '',
  report_cycle: matter.report_cycle,
  plan_id: matter.plan?.id ?? '',
  source_kind: matter.source?.kind ?? '',
  source_title: matter.source?.title ?? '',
  source_document_number: matter.source?.document_number ?? '',
  source_dated_on: matter.source?.dated_on ?? '',
  remark: matter.remark ?? '',
})

/** The body to send: what is filled, by the contract's names. */
export function newMatterOf(form: MatterForm): NewMatter {
  const body: NewMatter = {
    kind: form.kind,
    title: form.title.trim(),
    requirement: form.requirement.trim(),
    urgency: form.urgency,
    leader_id: form.leader_id,
    lead_department_id: form.lead_department_id,
    co_department_ids: form.co_department_ids,
    report_cycle: form.report_cycle,
  }
  if (form.due_by === 'working_days') body.due_in_working_days = form.due_in_working_days
  else if (form.due_on) body.due_on = form.due_on
  if (form.category.trim()) body.category = form.category.trim()
  if (form.kind === 'issue' && form.weak_link_kind) body.weak_link_kind = form.weak_link_kind
  if (form.basis.trim()) body.basis = form.basis.trim()
  if (form.plan_id) body.plan_id = form.plan_id
  if (form.remark.trim()) body.remark = form.remark.trim()
  if (form.source_kind && form.source_title.trim()) {
    body.source = { kind: form.source_kind, title: form.source_title.trim() }
    if (form.source_document_number.trim()) body.source.document_number = form.source_document_number.trim()
    if (form.source_dated_on) body.source.dated_on = form.source_dated_on
  }
  return body
}

/** The facts of a draft that the form changed. */
export function changesOf(before: MatterForm, after: MatterForm): PatchMatter {
  const old = newMatterOf(before) as unknown as Record<string, unknown>
  const now = newMatterOf(after) as unknown as Record<string, unknown>
  const changed = Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]))
  return Object.fromEntries(changed) as PatchMatter
}

/** The leader in whose portfolio the department is. */
export const leaderOf = (departmentId: string, leaders: readonly Leader[]): Leader | undefined =>
  leaders.find((leader) => leader.departments.some((department) => department.id === departmentId))

export function missingOf(form: MatterForm): string[] {
  const needed: (keyof MatterForm)[] = ['title', 'requirement', 'lead_department_id', 'leader_id']
  const missing: string[] = needed.filter((name) => String(form[name]).trim() === '')
  if (form.due_by === 'date' && !form.due_on) missing.push('due_on')
  if (form.source_kind && !form.source_title.trim()) missing.push('source.title')
  return missing
}
