// Editing the alert ladder: steps are sent in rising order of working days.
import type { AlertRule, AlertStep, Recipient, Settings } from '@/api/adminTypes'
import { countyRecipients } from '@/api/enums'
import { isInRange, type Range, type NumberInput, type WithNumberInputs } from '@/ui/inputs'

/** The settings as they are typed. */
export type SettingsDraft = WithNumberInputs<Settings>
export type RuleDraft = WithNumberInputs<AlertRule>
export type StepDraft = WithNumberInputs<AlertStep>

export const offsetRange = { min: -60, max: 500 }

export const numberFields = [
  { key: 'yellow_days', min: 0, max: 30 },
  { key: 'sign_days', min: 1, max: 30 },
  { key: 'objection_days', min: 0, max: 30 },
  { key: 'extension_limit', min: 0, max: 10 },
  { key: 'alert_hour', min: 0, max: 23 },
] as const satisfies readonly { key: keyof Settings; min: number; max: number }[]

const aboutTheCity: readonly AlertRule['key'][] = ['city_silent', 'city_due']

/** Whom a rule may tell: the city's office only of what the city owes. */
export const recipientsOf = (rule: Pick<RuleDraft, 'key'>): readonly Recipient[] =>
  aboutTheCity.includes(rule.key) ? [...countyRecipients, 'city_supervisor'] : countyRecipients

export const copyOf = <T extends Settings | SettingsDraft>(settings: T): T => JSON.parse(JSON.stringify(settings)) as T

export const same = (one: SettingsDraft, other: SettingsDraft): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * Puts each rule's steps in rising order. The draft itself is sorted before it is sent, since the server's errors name
 * the steps by their place; not while it is typed, where a row that jumps away would be edited for another.
 */
export function sortSteps(draft: SettingsDraft): void {
  for (const rule of draft.ladder) rule.steps.sort((a, b) => Number(a.offset) - Number(b.offset))
}

/** The numbers that cannot be sent, by the server's names of their fields. */
export function invalidNumbers(draft: SettingsDraft): Record<string, { value: NumberInput; range: Range }> {
  const numbers = numberFields.map(({ key, ...range }) => ({ field: key as string, value: draft[key], range }))
  const offsets = draft.ladder.flatMap((rule, index) =>
    rule.steps.map((step, s) => ({
      field: `ladder[${index}].steps[${s}].offset`,
      value: step.offset,
      range: offsetRange,
    })),
  )
  const wrong = [...numbers, ...offsets].filter(({ value, range }) => !isInRange(value, range))
  return Object.fromEntries(wrong.map(({ field, value, range }) => [field, { value, range }]))
}

/** A new rung one working day above the highest, to the same people. */
export function addStep(rule: RuleDraft): void {
  const highest = rule.steps.reduce<StepDraft | undefined>(
    (top, step) => (top && Number(top.offset) >= Number(step.offset) ? top : step),
    undefined,
  )
  rule.steps.push({
    offset: (Number(highest?.offset) || 0) + 1,
    recipients: [...(highest?.recipients ?? [])],
    slip: null,
  })
}

export function removeStep(rule: RuleDraft, step: StepDraft): void {
  rule.steps = rule.steps.filter((one) => one !== step)
}

/** 'T+3', 'T-1', 'T'; nothing for what is no number. */
export const offsetName = (offset: NumberInput): string => {
  if (typeof offset !== 'number') return ''
  return offset === 0 ? 'T' : `T${offset > 0 ? '+' : '−'}${Math.abs(offset)}`
}
