import { describe, expect, it } from 'vitest'
import type { Counters, Counts } from '@/api/types'
import { barsOf, countKeys, escalationKeys, linesOf, parts } from './groups'

const counts = (registered: number): Counts => {
  const counted = (count: number) => ({ count, query: {} })
  return {
    ...(Object.fromEntries(
      countKeys.map((key) => [key, counted(key === 'registered' ? registered : 0)]),
    ) as unknown as Counts),
    escalated: Object.fromEntries(escalationKeys.map((key) => [key, counted(0)])) as Counts['escalated'],
  }
}
const counters: Counters = {
  totals: counts(9),
  by_leader: [
    { of: { id: 'a', name: '甲' }, ...counts(3) },
    { of: { id: 'b', name: '乙' }, ...counts(0) },
    { of: { id: 'c', name: '丙' }, ...counts(6) },
  ],
  by_department: [{ of: { id: 'd', name: '局' }, ...counts(9) }],
}

describe('counters', () => {
  it('makes one line per leader or department in the order of the answer', () => {
    expect(linesOf(counters, 'leader').map((line) => line.name)).toEqual(['甲', '乙', '丙'])
    expect(linesOf(counters, 'department').map((line) => line.id)).toEqual(['d'])
  })

  it('draws bars for those who have matters, the largest first', () => {
    expect(barsOf(linesOf(counters, 'leader')).map((line) => line.name)).toEqual(['丙', '甲'])
  })

  it('counts no matter twice in a bar', () => {
    expect(parts).not.toContain('overdue')
    expect(parts).not.toContain('registered')
  })
})
