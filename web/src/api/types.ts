// The HTTP contract's shapes under the names that the features use. Features import types only from here.

export type Role =
  | 'county_head' | 'leader' | 'supervisor' | 'department_head' | 'handler' | 'city_supervisor'
  | 'statistician' | 'system_admin' | 'security_admin' | 'auditor'
export type MatterKind = 'task' | 'issue'
export type Status =
  | 'draft' | 'pending_approval' | 'issued' | 'objected' | 'in_progress' | 'claimed' | 'verified'
  | 'closed' | 'cancelled' | 'suspended'
export type Stage = 'county' | 'city'
export type Resolution = 'on_site' | 'county' | 'city'
export type Outcome = 'achieved' | 'unachieved'
export type Light = 'green' | 'yellow' | 'red' | 'grey'
export type Urgency = 'normal' | 'urgent' | 'critical'
export type WeakLink = 'indicator' | 'industry' | 'foundation' | 'other'
export type SourceKind =
  | 'document' | 'meeting' | 'visit' | 'briefing' | 'instruction' | 'indicator_warning' | 'upper_level'
export type ReportCycle = 'none' | 'weekly' | 'ten_days' | 'monthly' | 'quarterly'
export type CoPart = 'pending' | 'signed' | 'done' | 'waived'
export type EscalationStatus =
  | 'proposed' | 'endorsed' | 'submitted' | 'accepted' | 'answered' | 'returned' | 'withdrawn' | 'declined'
export type CityAnswer = 'solved' | 'partly' | 'path_clear' | 'cannot'
export type ExtensionStatus = 'requested' | 'approved' | 'rejected'
export type SlipColor = 'blue' | 'yellow' | 'red'
export type Holder = 'supervision_office' | 'leader' | 'county_head' | 'lead_department' | 'city' | 'nobody'
export type Action =
  | 'submit_for_approval' | 'approve' | 'reject' | 'issue' | 'sign' | 'object' | 'reassign' | 'overrule'
  | 'report' | 'solve_on_site' | 'claim' | 'verify' | 'return' | 'close' | 'close_unachieved' | 'suspend'
  | 'resume' | 'cancel' | 'edit' | 'complete_part' | 'waive_part' | 'instruct' | 'urge'
  | 'escalation_propose' | 'escalation_endorse' | 'escalation_decline' | 'escalation_submit'
  | 'escalation_accept' | 'escalation_answer' | 'escalation_return' | 'escalation_withdraw'
  | 'extension_request' | 'extension_approve' | 'extension_reject'
export type PageName =
  | 'home' | 'matters' | 'import' | 'escalations' | 'overdue' | 'counters' | 'notifications' | 'users'
  | 'audit_trail' | 'settings' | 'plans'

export interface Ref { id: string; name: string }
export interface Page<T> { items: T[]; next_cursor: string | null }

export interface Me {
  id: string
  username: string
  name: string
  post: string | null
  role: Role
  region: { id: string; name: string; level: 'county' | 'city' }
  department: Ref | null
  must_change_password: boolean
  pages: PageName[]
  home: 'leader' | 'department' | 'office' | 'city' | 'admin' | 'statistician'
  today: string
  can_create_matter: boolean
}
export interface SignedIn { access_token: string; token_type: string; expires_in: number; me: Me }
export interface SessionRow {
  id: string; created_at: string; last_seen_at: string; expires_at: string; user_agent: string | null; current: boolean
}

export interface Department {
  id: string; name: string; kind: 'supervision_office' | 'department' | 'township' | 'city_department'; region_id: string
}
export interface Leader { id: string; name: string; post: string | null; departments: Ref[] }
export interface PlanTarget { indicator: string; growth: number; period: string; leader: string; lead: string }
export interface Plan { id: string; title: string; from_on: string; to_on: string; goal: string; targets: PlanTarget[] }

export interface MatterRow {
  id: string
  number: string | null
  kind: MatterKind
  title: string
  category: string | null
  status: Status
  stage: Stage
  resolution: Resolution | null
  outcome: Outcome | null
  light: Light
  working_days_left: number | null
  urgency: Urgency
  leader: Ref
  lead_department: Ref
  due_on: string | null
  original_due_on: string | null
  progress_percent: number
  holder: Holder
  version: number
  late_days: number
}
export interface CoDepartment { id: string; name: string; part: CoPart; signed_at: string | null }
export interface Source {
  id: string; kind: SourceKind; title: string; document_number: string | null; dated_on: string | null
}
export interface Escalation {
  id: string
  status: EscalationStatus
  tried: string
  ask: string
  suggested_city_department: Ref | null
  policy_basis: string | null
  proposed_at: string
  proposed_by: Ref
  endorsed_at: string | null
  endorsed_by: Ref | null
  document_number: string | null
  document_on: string | null
  submitted_at: string | null
  accepted_at: string | null
  city_department: Ref | null
  city_due_on: string | null
  contact: string | null
  answer: CityAnswer | null
  answer_text: string | null
  answered_at: string | null
  reason: string | null
  on_behalf: boolean
}
export interface Extension {
  id: string
  status: ExtensionStatus
  reason: string
  progress: string
  from_due_on: string
  to_due_on: string
  late: boolean
  requested_at: string
  requested_by: Ref
  decided_at: string | null
  decided_by: Ref | null
  note: string | null
}
export interface Matter extends MatterRow {
  requirement: string
  weak_link_kind: WeakLink | null
  basis: string | null
  co_departments: CoDepartment[]
  plan: Ref | null
  source: Source | null
  county_due_on: string | null
  city_due_on: string | null
  report_cycle: ReportCycle
  next_report_due_on: string | null
  actions: Action[]
  created_at: string
  issued_at: string | null
  signed_at: string | null
  claimed_at: string | null
  verified_at: string | null
  closed_at: string | null
  escalation: Escalation | null
  extensions: Extension[]
  remark: string | null
}
export interface NewMatter {
  kind: MatterKind
  title: string
  requirement: string
  urgency?: Urgency
  category?: string
  weak_link_kind?: WeakLink
  basis?: string
  leader_id: string
  lead_department_id: string
  co_department_ids?: string[]
  due_on?: string
  due_in_working_days?: number
  report_cycle?: ReportCycle
  plan_id?: string
  source?: { kind: SourceKind; title: string; document_number?: string; dated_on?: string }
  remark?: string
}
export interface Event {
  seq: number
  at: string
  actor: { id: string; name: string; role: Role } | null
  on_behalf_of: Ref | null
  rule: string | null
  action: string
  note: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}
export type DayKind = 'start' | 'counted' | 'weekend' | 'holiday' | 'make_up' | 'paused' | 'extended' | 'overdue'
export interface DeadlineDay { date: string; kind: DayKind; name: string | null; count: number | null; provisional: boolean }
export interface Deadline {
  clock: Stage
  start_on: string
  due_on: string
  original_due_on: string | null
  today: string
  calendar_version: string | number
  working_days_left: number | null
  days: DeadlineDay[]
  pauses: { from_on: string; to_on: string | null; reason: string }[]
  summary: string
}
export interface Report {
  id: string
  department: Ref
  author: Ref
  percent: number
  progress: string
  problems: string | null
  next_step: string | null
  created_at: string
  due_on: string | null
  late: boolean
}
export interface Alert {
  id: string
  rule: string
  step: number | string
  cycle: number | string
  recipient: Ref
  recipient_role: string
  fired_at: string
  outcome: 'sent' | 'superseded'
  slip: { number: string; color: SlipColor } | null
  why: string
  delivered_at: string | null
  read_at: string | null
}

export interface EscalationRow { matter: MatterRow; escalation: Escalation; actions: Action[] }
export interface CityCount { county: Ref; open: number; overdue: number; submitted: number; answered: number }

export interface ImportReading { column: string; text: string; read_as: string; guess: boolean }
export interface ImportProblem { severity: 'error' | 'warning'; column: string | null; code: string; message: string }
export interface ImportRow {
  sheet: string
  row: number
  kind: MatterKind
  title: string
  requirement: string
  category: string | null
  leader: Ref | null
  lead_department: Ref | null
  co_departments: Ref[]
  due_on: string | null
  due_text: string | null
  report_cycle: ReportCycle
  report_day: number | null
  weak_link_kind: WeakLink | null
  source_title: string | null
  suggests_city: boolean
  suggests_on_site: boolean
  readings: ImportReading[]
  problems: ImportProblem[]
}
export interface Import {
  id: string
  file_name: string
  year: number
  status: 'previewed' | 'applied'
  created_at: string
  applied_at: string | null
  task_count: number
  issue_count: number
  warning_count: number
  error_count: number
  plan: Ref | null
  rows: ImportRow[]
  /** What in the file was not read. */
  notes?: string[]
}

export interface Notification {
  id: string
  kind:
    | 'alert' | 'assigned' | 'returned' | 'decision_wanted' | 'decided' | 'escalation' | 'instruction' | 'urged' | 'info'
  matter: { id: string; number: string | null; title: string } | null
  title: string
  body: string
  why: string | null
  severity: 'info' | 'yellow' | 'red' | 'blue'
  created_at: string
  read_at: string | null
}

/** Filters of the ledger as they travel in a query string. */
export type MatterQuery = Record<string, string>
export interface HomeCard { key: string; count: number; query: Record<string, unknown>; severity: string }
export interface Home { cards: HomeCard[]; today: string }

export interface OverdueRow {
  matter: MatterRow; days_late: number; holder: Holder; holder_name: string; alerts: Alert[]; deadline_summary: string
}

export interface Counted { count: number; query: Record<string, unknown> }
export interface Counts {
  registered: Counted; open: Counted; solved_on_site: Counted; solved_county: Counted; solved_city: Counted
  unachieved: Counted; cancelled: Counted; overdue: Counted
  escalated: Record<'proposed' | 'endorsed' | 'submitted' | 'accepted' | 'answered' | 'returned', Counted>
}
export interface Counters {
  totals: Counts; by_leader: (Counts & { of: Ref })[]; by_department: (Counts & { of: Ref })[]
}

export interface AuditCheck {
  whole: boolean; checked: number; first_bad: { seq: number; reason: string } | null; head: { seq: number; mac: string }
}
export interface WorkerHealth {
  last_sweep_at: string | null; oldest_due_at: string | null; outbox_depth: number; dead_letters: number
}
export interface DemoAccount {
  username: string; password: string; role: Role; name: string; post: string | null; unit: string | null; region: string
}
export interface DemoClock { now: string; today: string; frozen: boolean }
