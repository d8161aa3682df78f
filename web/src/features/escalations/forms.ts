// Which steps towards the city stand on a submission's card; what each asks for is in the forms of actions.
import { actionOrder, type FormAction } from '@/actions/actionForms'
import type { EscalationRow, EscalationStatus } from '@/api/types'

export const countyStatuses: readonly EscalationStatus[] = [
  'proposed',
  'endorsed',
  'submitted',
  'accepted',
  'answered',
  'returned',
]
export const cityStatuses: readonly EscalationStatus[] = ['submitted', 'accepted', 'answered', 'returned']

/** Submission is not among them: it travels in a batch. */
const steps: ReadonlySet<FormAction> = new Set<FormAction>([
  'escalation_endorse',
  'escalation_accept',
  'escalation_answer',
  'escalation_decline',
  'escalation_return',
  'escalation_withdraw',
])

/** A submission that has come to its end; the actions sent with it belong to a later one of the same matter. */
const finished: ReadonlySet<EscalationStatus> = new Set(['answered', 'returned', 'withdrawn', 'declined'])
const lives = (row: EscalationRow): boolean => !finished.has(row.escalation.status)

export const buttonsOf = (row: EscalationRow): FormAction[] =>
  actionOrder.filter((action) => steps.has(action) && lives(row) && row.actions.includes(action))

export const canSubmit = (row: EscalationRow): boolean => lives(row) && row.actions.includes('escalation_submit')
