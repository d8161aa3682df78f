// The counters as lines of a table and as stacked bars.
import { allOf } from '@/api/enums'
import type { Counted, Counters, Counts } from '@/api/types'

export const countKeys = allOf<Exclude<keyof Counts, 'escalated'>>()([
  'registered',
  'open',
  'overdue',
  'solved_on_site',
  'solved_county',
  'solved_city',
  'unachieved',
  'cancelled',
])
export const escalationKeys = allOf<keyof Counts['escalated']>()([
  'proposed',
  'endorsed',
  'submitted',
  'accepted',
  'answered',
  'returned',
])

/** What became of every registered matter, each in one part only; overdue ones are among the open ones. */
export const parts = [
  'solved_on_site',
  'solved_county',
  'solved_city',
  'open',
  'unachieved',
  'cancelled',
] as const satisfies readonly (keyof Counts)[]
export type Part = (typeof parts)[number]

export type GroupBy = 'leader' | 'department'
export interface Line {
  id: string
  name: string
  counts: Counts
}

export function linesOf(counters: Counters, by: GroupBy): Line[] {
  const groups = by === 'leader' ? counters.by_leader : counters.by_department
  return groups.map((counts) => ({ id: counts.of.id, name: counts.of.name, counts }))
}

/** Bars from the largest; lines without any matter have no bar. */
export function barsOf(lines: readonly Line[]): Line[] {
  return lines
    .filter((line) => line.counts.registered.count > 0)
    .sort((a, b) => b.counts.registered.count - a.counts.registered.count)
}

export const partOf = (line: Line, part: Part): Counted => line.counts[part]
