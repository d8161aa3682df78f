// The ledger's filters live in the address, so that a list can be shared, bookmarked and gone back to.
import { computed } from 'vue'
import { type LocationQuery, useRoute, useRouter } from 'vue-router'
import { type MatterFilter, matterFilters } from '@/lib/ledgerLink'

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

export function useLedgerFilters() {
  const route = useRoute()
  const router = useRouter()
  const filters = computed(() => readFilters(route.query))
  const request = computed<Record<string, string>>(() => ({ sort: defaultSort, ...filters.value }))

  /** Sets some filters; an empty value takes the filter away. */
  function change(changes: LedgerFilters): void {
    const next: LedgerFilters = { ...filters.value, ...changes }
    const query = Object.fromEntries(Object.entries(next).filter(([, value]) => value))
    void router.replace({ query })
  }
  function clear(): void {
    void router.replace({ query: {} })
  }
  return { filters, request, change, clear }
}
