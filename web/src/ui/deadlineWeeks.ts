// Lays the days of a deadline out as weeks, Monday first, with blanks before the first day.
import type { Deadline, DeadlineDay } from '@/api/types'
import { weekdayOf } from '@/lib/dates'

export interface DayCell extends DeadlineDay {
  isToday: boolean
  isDue: boolean
  isOriginalDue: boolean
  monthStarts: boolean
}

export function weeksOf(deadline: Deadline): (DayCell | null)[][] {
  const first = deadline.days[0]
  if (!first) return []
  const blanks: null[] = Array.from({ length: weekdayOf(first.date) }, () => null)
  const cells: (DayCell | null)[] = [...blanks, ...deadline.days.map((day, index) => cellOf(day, index, deadline))]
  const weeks: (DayCell | null)[][] = []
  for (let at = 0; at < cells.length; at += 7) weeks.push(cells.slice(at, at + 7))
  return weeks
}

function cellOf(day: DeadlineDay, index: number, deadline: Deadline): DayCell {
  return {
    ...day,
    isToday: day.date === deadline.today,
    isDue: day.date === deadline.due_on,
    isOriginalDue: deadline.original_due_on !== deadline.due_on && day.date === deadline.original_due_on,
    monthStarts: index === 0 || day.date.endsWith('-01'),
  }
}
