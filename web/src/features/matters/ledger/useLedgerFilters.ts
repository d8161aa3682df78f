// The ledger's filters live in the address, so that a list can be shared, bookmarked and gone back to.
import { computed } from 'vue'
import { type LocationQuery, useRoute, useRouter } from 'vue-router'
import { lights, statuses } from '@/api/enums'
import { ledgerFilters } from '@/api/matters.gen'
import { type MatterFilter, matterFilters } from '@/lib/ledgerLink'

type Listed = (typeof ledgerFilters)[number]
export interface FilterField {
  name: Listed['name']
  kind: Listed['kind']
  /** Where the ledger shows it: as a field, as a chip, or in a place of its own. */
  place: Listed['place']
  /** Words of the choices: i18n namespace and its keys. */
  words?: string
  choices?: readonly string[]
}

/** Words that people read in another order than the rules rank them. */
const readingOrder: Record<string, readonly string[] | undefined> = { status: statuses, light: lights }
const listed: readonly FilterField[] = ledgerFilters
export const filterFields: readonly FilterField[] = listed.map((filter) => ({
  ...filter,
  choices: readingOrder[filter.words ?? ''] ?? filter.choices,
}))

export type LedgerFilters = Partial<Record<MatterFilter, string>>

export const defaultSort = 'due_on'

export function readFilters(query: LocationQuery): LedgerFilters {
  const filters: LedgerFilters = {}
  for (const name of matterFilters) {
    const value = query[name]
    if (typeof value === 'string' && value.trim() !== '') filters[name] = value
  }
  return filters
}

/** What is open and which statuses are wanted exclude each other: the one chosen last holds. */
export function changed(filters: LedgerFilters, changes: LedgerFilters): LedgerFilters {
  const next: LedgerFilters = { ...filters, ...changes }
  if (changes.status) delete next.open
  if (changes.open !== undefined) delete next.status
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value))
}

/** Filters that a person set or followed a link to; the order and the switch of the whole ledger are none. */
export const countOf = (filters: LedgerFilters): number =>
  Object.keys(filters).filter((name) => name !== 'sort' && name !== 'open').length

export function useLedgerFilters() {
  const route = useRoute()
  const router = useRouter()
  const filters = computed(() => readFilters(route.query))
  const request = computed<Record<string, string>>(() => ({ sort: defaultSort, ...filters.value }))

  /** Sets some filters; an empty value takes the filter away. */
  function change(changes: LedgerFilters): void {
    void router.replace({ query: changed(filters.value, changes) })
  }
  function clear(): void {
    const { open } = filters.value
    void router.replace({ query: open ? { open } : {} })
  }
  return { filters, request, change, clear }
}
