// The HTTP contract's shapes under the names that the features use: aliases of the generated schema, nothing of our own
// but the words that the contract leaves open. Features import types only from here.
import type { components, operations } from './schema'

type Schemas = components['schemas']

/** What the server sends carries every field; what is unknown is null, never absent. */
export type Answer<T> = T extends readonly (infer Item)[]
  ? Answer<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Answer<Exclude<T[Key], undefined>> }
    : T

export type Role = Schemas['Role']
export type MatterKind = Schemas['MatterKind']
export type Status = Schemas['Status']
export type Stage = Schemas['Stage']
export type Resolution = Schemas['Resolution']
export type Outcome = Schemas['Outcome']
export type Light = Schemas['Light']
export type Urgency = Schemas['Urgency']
export type WeakLink = Schemas['WeakLink']
export type SourceKind = Schemas['SourceKind']
export type ReportCycle = Schemas['ReportCycle']
export type CoPart = Schemas['CoPart']
export type EscalationStatus = Schemas['EscalationStatus']
export type CityAnswer = Schemas['CityAnswer']
export type ExtensionStatus = Schemas['ExtensionStatus']
export type SlipColor = Schemas['SlipColor']
export type Holder = Schemas['Holder']
export type Action = Schemas['Action']
/** Why an action is closed for now. */
export type Bar = Schemas['Bar']

export type Ref = Schemas['Ref']
export interface Page<T> {
  items: T[]
  next_cursor: string | null
}

/** The pages that this interface has; the server lists those of a person. */
export type PageName =
  | 'home'
  | 'matters'
  | 'import'
  | 'escalations'
  | 'overdue'
  | 'counters'
  | 'notifications'
  | 'users'
  | 'audit_trail'
  | 'settings'
  | 'plans'
export type Me = Answer<Schemas['Me']>
export type SignedIn = Answer<Schemas['Access']>
export type SessionRow = Answer<Schemas['SessionView']>

export type Department = Answer<Schemas['DepartmentView']>
export type Leader = Answer<Schemas['Leader']>
export type PlanTarget = Answer<Schemas['TargetView']>
export type Plan = Answer<Schemas['PlanView']>

export type MatterRow = Answer<Schemas['MatterRow']>
export type Matter = Answer<Schemas['Matter']>
export type CoDepartment = Answer<Schemas['CoDepartment']>
export type Source = Answer<Schemas['Source']>
export type Escalation = Answer<Schemas['Escalation']>
export type Extension = Answer<Schemas['Extension']>
export type NewMatter = Schemas['NewMatter']
export type PatchMatter = Schemas['PatchMatter']
export type ActionInput = Schemas['ActionInput']
export type Event = Omit<Answer<Schemas['Event']>, 'before' | 'after'> &
  Record<'before' | 'after', Record<string, unknown>>
export type Deadline = Answer<Schemas['Deadline']>
export type DeadlineDay = Answer<Schemas['DeadlineDay']>
export type Report = Answer<Schemas['Report']>
export type Alert = Answer<Schemas['Alert']>

export type EscalationRow = Answer<Schemas['EscalatedMatter']>
export type CityCount = Answer<Schemas['CountyCounts']>

export type ImportReading = Answer<Schemas['ImportReading']>
export type ImportProblem = Answer<Schemas['ImportProblem']>
export type ImportRow = Answer<Schemas['ImportRow']>
export type Import = Answer<Schemas['ImportView']>
export type ImportSummary = Answer<Schemas['ImportSummary']>
export type UploadForm = Schemas['UploadForm']

export type Notification = Answer<Schemas['NotificationView']>

/** Filters of the ledger as they travel in a query string. */
export type MatterQuery = Record<string, string>
export type MatterListQuery = NonNullable<operations['matter_list']['parameters']['query']>
export type HomeCard = Answer<Schemas['Card']>
export type Home = Answer<Schemas['Home']>
export type OverdueRow = Answer<Schemas['OverdueItem']>
export type Counted = Answer<Schemas['Counter']>
export type Counts = Answer<Schemas['Numbers']>
export type Counters = Answer<Schemas['Counters']>

export type AuditCheck = Answer<Schemas['Verdict']>
export type DemoAccount = Answer<Schemas['DemoAccount']>
export type DemoClock = Answer<Schemas['DemoClock']>
