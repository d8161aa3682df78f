import { expect, it } from 'vitest'
import type { MatterRow } from '@/api/types'
import { dueLabel } from './dueLabel'

const base = {
  status: 'in_progress',
  light: 'green',
  working_days_left: 5,
  late_days: 0,
  due_on: '2023-03-10',
} as const
type Given = Partial<Pick<MatterRow, 'status' | 'light' | 'working_days_left' | 'late_days' | 'due_on'>>

it.each<[Given, string, number, string]>([
  [{}, 'due.left', 5, 'green'],
  [{ working_days_left: 3, light: 'yellow' }, 'due.left', 3, 'yellow'],
  [{ working_days_left: 0, light: 'yellow' }, 'due.today', 0, 'yellow'],
  [{ working_days_left: 0, light: 'yellow', due_on: '2023-03-11' }, 'due.last_working_day', 0, 'yellow'],
  [{ working_days_left: -2, light: 'red', late_days: 2 }, 'due.late', 2, 'red'],
  [{ working_days_left: null, status: 'suspended', light: 'grey' }, 'due.paused', 0, 'grey'],
  [{ working_days_left: null, due_on: null }, 'due.none', 0, 'grey'],
  [{ working_days_left: null, status: 'draft', light: 'grey' }, 'due.not_started', 0, 'grey'],
  [{ working_days_left: null, status: 'claimed' }, 'due.stopped', 0, 'grey'],
  [{ working_days_left: 2, status: 'verified' }, 'due.stopped', 0, 'grey'],
  [{ working_days_left: null, status: 'claimed', late_days: 2 }, 'due.late', 2, 'red'],
  [{ working_days_left: null, status: 'closed' }, 'due.on_time', 0, 'grey'],
  [{ working_days_left: null, status: 'closed', late_days: 4 }, 'due.closed_late', 4, 'red'],
])('%o reads %s(%i) in %s', (given, key, n, tone) => {
  expect(dueLabel({ ...base, ...given }, '2023-03-10')).toEqual({ key, n, tone })
})
