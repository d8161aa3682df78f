// The shapes of users, settings and the audit trail, under the names that the administration pages use.
import type { Ref, Role, SlipColor } from './types'

export interface User {
  id: string
  username: string
  name: string
  post: string | null
  role: Role
  department: Ref | null
  liaison: Ref | null
  portfolio: Ref[]
  active: boolean
  must_change_password: boolean
  locked_until: string | null
  created_at: string
}
export interface UserFields {
  name: string
  post: string | null
  role: Role
  department_id: string | null
  liaison_id: string | null
  portfolio: string[]
}
export type NewUser = UserFields & { username: string; password: string }
export type PatchUser = Partial<UserFields> & { active?: boolean }

export type RuleKey =
  | 'sign_overdue' | 'due' | 'report_overdue' | 'claim_undecided' | 'extension_undecided' | 'escalation_undecided' | 'city_silent' | 'look_back'
export type Recipient = 'handler' | 'department_head' | 'leader_liaison' | 'leader' | 'county_head' | 'supervisor' | 'city_supervisor'
export interface AlertStep { offset: number; recipients: Recipient[]; slip: SlipColor | null }
export interface AlertRule { key: RuleKey; version: number; steps: AlertStep[] }
export interface Settings {
  yellow_days: number
  extension_limit: number
  close_delegated: boolean
  sign_days: number
  objection_days: number
  alert_hour: number
  undecided_days: number
  city_silent_days: number
  look_back_days: number
  ladder: AlertRule[]
}

export interface TrailEvent {
  seq: number
  at: string
  matter_id: string | null
  actor: { id: string; name: string; role: Role | null } | null
  on_behalf_of: Ref | null
  rule: string | null
  action: string
  note: string | null
  before: Record<string, unknown>
  after: Record<string, unknown>
}
