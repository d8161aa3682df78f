import { expect, it } from 'vitest'
import { addDays, dateOf, minuteOf, monthDay, weekdayOf } from './dates'
import { ledgerLink, queryStrings } from './ledgerLink'

it('shows instants in the region, whatever the browser thinks', () => {
  expect(dateOf('2023-01-27T16:30:00Z')).toBe('2023-01-28')
  expect(minuteOf('2023-01-28T01:00:00Z')).toBe('2023-01-28 09:00')
})

it('counts calendar days as strings', () => {
  expect([weekdayOf('2023-01-30'), weekdayOf('2023-01-29')]).toEqual([0, 6])
  expect(addDays('2023-02-28', 1)).toBe('2023-03-01')
  expect(monthDay('2023-02-01')).toBe('2-1')
})

it('turns the server’s filters into an address', () => {
  expect(queryStrings({ overdue: true, status: ['issued', 'objected'], leader: null, q: '' })).toEqual({
    overdue: 'true',
    status: 'issued,objected',
  })
  expect(ledgerLink({ light: 'red' })).toEqual({ path: '/matters', query: { light: 'red' } })
})
