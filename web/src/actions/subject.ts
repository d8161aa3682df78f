// What an action decides about, to stand above its form: nobody approves a date or strikes a matter off unseen.
import type { Action, Event, Matter } from '@/api/types'

/** The key of a label, and what stands there. */
export interface SubjectLine {
  label: string
  text: string
}

/** Of events newest first: the last one of an action. */
const lastOf = (action: Action, events: readonly Event[] = []): Event | undefined =>
  events.find((event) => event.action === action)

/** The objection that waits for the office: why, and which department it names instead. */
export function objectionOf(events?: readonly Event[]): { reason: string | null; suggested: string | null } | null {
  const event = lastOf('object', events)
  if (!event) return null
  const suggested = event.after?.suggested_department_id
  return { reason: event.note, suggested: typeof suggested === 'string' ? suggested : null }
}

/** Actions whose subject, or whose first values, stand in the matter's history. */
export const actionsWithHistory: ReadonlySet<Action> = new Set<Action>([
  'verify',
  'return',
  'close',
  'reassign',
  'overrule',
])

export function subjectOf(
  action: Action,
  matter: Partial<Matter>,
  events: readonly Event[] = [],
  nameOf: (id: string) => string | undefined = () => undefined,
): SubjectLine[] {
  const said: [string, string | null | undefined][] = linesOf(action, matter, events, nameOf)
  return said.flatMap(([label, text]) => (text ? [{ label, text }] : []))
}

type Lines = [string, string | null | undefined][]

function linesOf(
  action: Action,
  matter: Partial<Matter>,
  events: readonly Event[],
  nameOf: (id: string) => string | undefined,
): Lines {
  switch (action) {
    case 'extension_approve':
    case 'extension_reject': {
      const asked = matter.extensions?.find((one) => one.status === 'requested')
      return [
        ['act.input.extension_dates', asked && `${asked.from_due_on} → ${asked.to_due_on}`],
        ['act.input.reason', asked?.reason],
        ['act.input.progress', asked?.progress],
      ]
    }
    case 'escalation_endorse':
    case 'escalation_decline':
    case 'escalation_submit':
    case 'escalation_accept':
    case 'escalation_answer':
    case 'escalation_return':
    case 'escalation_withdraw': {
      const escalation = matter.escalation
      return [
        ['act.input.ask', escalation?.ask],
        ['act.input.tried', escalation?.tried],
        ['act.input.policy_basis', escalation?.policy_basis],
        ['act.input.suggested', escalation?.suggested_city_department?.name],
        ['act.input.city_due_on', escalation?.city_due_on],
      ]
    }
    case 'verify':
    case 'return':
    case 'close':
      return doneLines(matter, events)
    case 'reassign':
    case 'overrule': {
      const objection = objectionOf(events)
      return [
        ['act.input.objection', objection?.reason],
        ['act.input.suggested_department_id', objection?.suggested && nameOf(objection.suggested)],
      ]
    }
    case 'approve':
    case 'reject':
    case 'issue':
      return [
        ['field.requirement', matter.requirement],
        ['field.basis', matter.basis],
        ['field.due_on', matter.due_on],
      ]
    default:
      return []
  }
}

function doneLines(matter: Partial<Matter>, events: readonly Event[]): Lines {
  if (matter.resolution === 'on_site') return [['act.input.how', lastOf('solve_on_site', events)?.note]]
  const claimed = lastOf('claim', events)
  const checked = matter.status === 'verified' ? lastOf('verify', events) : undefined
  return [
    ['field.requirement', matter.requirement],
    ['act.input.evidence', claimed?.note],
    ['act.input.verified', checked?.note],
  ]
}
