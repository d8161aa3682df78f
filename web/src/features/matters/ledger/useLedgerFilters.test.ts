import { expect, it } from 'vitest'
import { changed, countOf, type LedgerFilters, readFilters } from './useLedgerFilters'

it('takes only filters that the server knows, and only single non-empty values', () => {
  expect(
    readFilters({ status: 'issued,objected', light: '', next: '/x', leader: ['a', 'b'], sort: '-due_on', q: ' ' }),
  ).toEqual({
    status: 'issued,objected',
    sort: '-due_on',
  })
})

it.each<[string, LedgerFilters, LedgerFilters, LedgerFilters]>([
  [
    'a status ends the choice of what is open',
    { open: 'true', q: '清欠' },
    { status: 'closed' },
    { status: 'closed', q: '清欠' },
  ],
  ['the switch ends the choice of a status', { status: 'draft' }, { open: 'false' }, { open: 'false' }],
  ['all is neither', { open: 'true', status: 'draft' }, { open: '' }, {}],
  ['a status taken away leaves the rest', { status: 'draft', light: 'red' }, { status: '' }, { light: 'red' }],
  ['other filters leave both alone', { open: 'true' }, { light: 'red' }, { open: 'true', light: 'red' }],
])('%s', (_, before, changes, after) => {
  expect(changed(before, changes)).toEqual(after)
})

it('counts the filters that narrow the list', () => {
  expect(countOf({ open: 'true', sort: 'due_on', light: 'red', q: '清欠' })).toBe(2)
})
