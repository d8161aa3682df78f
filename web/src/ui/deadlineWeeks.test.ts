import { expect, it } from 'vitest'
import type { Deadline, DeadlineDay } from '@/api/types'
import { weeksOf } from './deadlineWeeks'

const day = (date: string, kind: DeadlineDay['kind'], count: number | null = null): DeadlineDay => ({
  date,
  kind,
  name: null,
  count,
  provisional: false,
})

it('lays Friday 2023-01-20 and the make-up weekend out as weeks', () => {
  const dates = Array.from({ length: 11 }, (_, index) => `2023-01-${20 + index}`)
  const deadline = {
    due_on: '2023-01-30',
    original_due_on: '2023-01-30',
    today: '2023-01-28',
    days: dates.map((date) =>
      day(
        date,
        date === '2023-01-20' ? 'start' : date < '2023-01-28' ? 'holiday' : date < '2023-01-30' ? 'make_up' : 'counted',
      ),
    ),
  } as unknown as Deadline
  const weeks = weeksOf(deadline)
  expect(weeks.map((week) => week.length)).toEqual([7, 7, 1])
  expect(weeks[0]?.slice(0, 4)).toEqual([null, null, null, null])
  expect(weeks[0]?.[4]).toMatchObject({ date: '2023-01-20', kind: 'start', monthStarts: true })
  expect(weeks[1]?.[5]).toMatchObject({ date: '2023-01-28', kind: 'make_up', isToday: true })
  expect(weeks[2]?.[0]).toMatchObject({ isDue: true, isOriginalDue: false })
})

it('has nothing to lay out without days', () => {
  expect(weeksOf({ days: [] } as unknown as Deadline)).toEqual([])
})
