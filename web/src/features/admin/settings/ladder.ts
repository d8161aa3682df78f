// Editing the alert ladder: steps are sent in rising order of working days.
import type { AlertRule, AlertStep, Recipient, Settings } from '@/api/adminTypes'

export const numberFields = [
  { key: 'yellow_days', min: 0, max: 30 },
  { key: 'sign_days', min: 1, max: 30 },
  { key: 'objection_days', min: 0, max: 30 },
  { key: 'extension_limit', min: 0, max: 10 },
  { key: 'alert_hour', min: 0, max: 23 },
] as const satisfies readonly { key: keyof Settings; min: number; max: number }[]

const ofTheCounty: readonly Recipient[] = [
  'handler',
  'department_head',
  'leader_liaison',
  'leader',
  'county_head',
  'supervisor',
]
const aboutTheCity: readonly AlertRule['key'][] = ['city_silent', 'city_due']

/** Whom a rule may tell: the city's office only of what the city owes. */
export const recipientsOf = (rule: AlertRule): readonly Recipient[] =>
  aboutTheCity.includes(rule.key) ? [...ofTheCounty, 'city_supervisor'] : ofTheCounty

export const copyOf = (settings: Settings): Settings => JSON.parse(JSON.stringify(settings)) as Settings

export const same = (one: Settings, other: Settings): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * Puts each rule's steps in rising order. The draft itself is sorted before it is sent, since the server's errors name
 * the steps by their place; not while it is typed, where a row that jumps away would be edited for another.
 */
export function sortSteps(draft: Settings): void {
  for (const rule of draft.ladder) rule.steps.sort((a, b) => a.offset - b.offset)
}

/** A new rung one working day above the highest, to the same people. */
export function addStep(rule: AlertRule): void {
  const highest = rule.steps.reduce<AlertStep | undefined>(
    (top, step) => (top && top.offset >= step.offset ? top : step),
    undefined,
  )
  rule.steps.push({ offset: (highest?.offset ?? 0) + 1, recipients: [...(highest?.recipients ?? [])], slip: null })
}

export function removeStep(rule: AlertRule, step: AlertStep): void {
  rule.steps = rule.steps.filter((one) => one !== step)
}

/** 'T+3', 'T-1', 'T'. */
export const offsetName = (offset: number): string =>
  offset === 0 ? 'T' : `T${offset > 0 ? '+' : '−'}${Math.abs(offset)}`
