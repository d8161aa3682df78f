import { expect, it } from 'vitest'
import { readFilters } from './useLedgerFilters'

it('takes only filters that the server knows, and only single non-empty values', () => {
  expect(
    readFilters({ status: 'issued,objected', light: '', next: '/x', leader: ['a', 'b'], sort: '-due_on', q: ' ' }),
  ).toEqual({
    status: 'issued,objected',
    sort: '-due_on',
  })
})
