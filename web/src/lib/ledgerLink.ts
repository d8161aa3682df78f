// A number on screen opens the list it counts: its filters become the ledger's address.
import type { RouteLocationRaw } from 'vue-router'
import { ledgerFilters } from '@/api/matters.gen'
import type { MatterListQuery } from '@/api/types'

export type MatterFilter = Exclude<keyof MatterListQuery, 'cursor' | 'limit'>
/** The list filters that the ledger understands; anything else is not passed on, since the server refuses it. */
export const matterFilters: readonly MatterFilter[] = [...ledgerFilters.map((filter) => filter.name), 'sort']

/** Values of any shape (strings, booleans, lists) as the strings of a query. Empty ones vanish. */
export function queryStrings(query: object | null | undefined): Record<string, string> {
  const strings: Record<string, string> = {}
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === null || value === undefined || value === '') continue
    strings[key] = Array.isArray(value) ? value.join(',') : String(value)
  }
  return strings
}

/** A query string’s values as the typed client wants them: it writes 'true' and true alike, and the server judges them. */
export const listQuery = (query: Record<string, string>): MatterListQuery => query as MatterListQuery

export const ledgerLink = (query: object | null | undefined): RouteLocationRaw => ({
  path: '/matters',
  query: queryStrings(query),
})
