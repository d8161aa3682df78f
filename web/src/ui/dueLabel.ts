// Which words describe a matter's distance to its due date.
import type { MatterRow } from '@/api/types'

export interface DueLabel {
  key: string
  n: number
  tone: 'green' | 'yellow' | 'red' | 'grey'
}

type Timed = Pick<MatterRow, 'status' | 'light' | 'working_days_left' | 'late_days' | 'due_on'>

/** `today` is the region's day: a date on a day off may have no working day left before it is there. */
export function dueLabel(matter: Timed, today: string): DueLabel {
  const { status, late_days: late, working_days_left: left } = matter
  if (status === 'closed') {
    return late > 0 ? { key: 'due.closed_late', n: late, tone: 'red' } : { key: 'due.on_time', n: 0, tone: 'grey' }
  }
  if (status === 'draft' || status === 'pending_approval') return { key: 'due.not_started', n: 0, tone: 'grey' }
  if (!matter.due_on) return { key: 'due.none', n: 0, tone: 'grey' }
  if (late > 0 && (left === null || left < 0)) return { key: 'due.late', n: late, tone: 'red' }
  if (left !== null && (status === 'claimed' || status === 'verified'))
    return { key: 'due.stopped', n: 0, tone: 'grey' }
  if (left === null) return { key: status === 'suspended' ? 'due.paused' : 'due.stopped', n: 0, tone: 'grey' }
  if (left < 0) return { key: 'due.late', n: -left, tone: 'red' }
  const tone = matter.light
  if (left > 0) return { key: 'due.left', n: left, tone }
  return { key: matter.due_on > today ? 'due.last_working_day' : 'due.today', n: 0, tone }
}
