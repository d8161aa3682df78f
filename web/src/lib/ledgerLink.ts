// A number on screen opens the list it counts: its filters become the ledger's address.
import type { RouteLocationRaw } from 'vue-router'
import { allOf } from '@/api/enums'
import type { MatterListQuery } from '@/api/types'

/** The list filters that the ledger understands; anything else is not passed on, since the server refuses it. */
export const matterFilters = allOf<Exclude<keyof MatterListQuery, 'cursor' | 'limit'>>()([
  'kind',
  'status',
  'open',
  'light',
  'overdue',
  'stage',
  'resolution',
  'outcome',
  'leader',
  'department',
  'party',
  'part',
  'plan',
  'source',
  'import',
  'escalation',
  'due_from',
  'due_to',
  'holder',
  'extension_pending',
  'report_due',
  'created_from',
  'created_to',
  'q',
  'sort',
])
export type MatterFilter = (typeof matterFilters)[number]

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
