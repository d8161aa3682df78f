import { describe, expect, it } from 'vitest'
import { morningOf, writeClock } from './clock'

describe('demonstration clock', () => {
  it('is written in the county zone whatever zone the instant came in', () => {
    expect(writeClock('2023-02-27T01:05:00Z', 'zh-CN')).toBe('2023-02-27 周一 09:05')
    expect(writeClock('2023-02-26T17:00:00Z', 'en')).toBe('2023-02-27 Mon 01:00')
  })

  it('moves to the morning of a date', () => {
    expect(new Date(morningOf('2023-03-20')).toISOString()).toBe('2023-03-20T01:00:00.000Z')
  })
})
