// Enumerations of the contract in the order in which people read them.
import type { Recipient } from './adminTypes'
import type { CityAnswer, DeadlineDay, Light, Role, SlipColor, SourceKind, Status } from './types'

/** `allOf<Union>()([…])` is a list of all members of a union: one that is missing or foreign does not compile. */
export const allOf =
  <Union extends string>() =>
  <const List extends readonly Union[]>(
    list: List & ([Union] extends [List[number]] ? unknown : { missing: Exclude<Union, List[number]> }),
  ): List =>
    list

export const roles = allOf<Role>()([
  'county_head',
  'leader',
  'supervisor',
  'department_head',
  'handler',
  'city_supervisor',
  'statistician',
  'system_admin',
  'security_admin',
  'auditor',
])
export const statuses = allOf<Status>()([
  'draft',
  'pending_approval',
  'issued',
  'objected',
  'in_progress',
  'claimed',
  'verified',
  'suspended',
  'closed',
  'cancelled',
])
export const lights = allOf<Light>()(['red', 'yellow', 'green', 'grey'])
export const sourceKinds = allOf<SourceKind>()([
  'document',
  'meeting',
  'visit',
  'briefing',
  'instruction',
  'indicator_warning',
  'upper_level',
])
export const cityAnswers = allOf<CityAnswer>()(['solved', 'partly', 'path_clear', 'cannot'])
export const slipColors = allOf<SlipColor>()(['blue', 'yellow', 'red'])
export const dayKinds = allOf<DeadlineDay['kind']>()([
  'start',
  'counted',
  'make_up',
  'weekend',
  'holiday',
  'paused',
  'extended',
  'overdue',
])
export const countyRecipients = allOf<Exclude<Recipient, 'city_supervisor'>>()([
  'handler',
  'department_head',
  'leader_liaison',
  'leader',
  'county_head',
  'supervisor',
])
