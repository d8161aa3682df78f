// Submissions to the city. Keys begin with 'escalations' and 'city', which every change of a matter makes stale.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, unwrap } from '@/api/client'
import { queryStrings } from '@/lib/ledgerLink'

/** Which submissions are shown; what is absent does not restrict. */
export interface EscalationFilter {
  status?: string
  leader?: string
}

export const escalationsKey = (filter: EscalationFilter) => ['escalations', 'list', filter] as const

/** `enabled` says whether the list reads itself again when something changed. */
export function useEscalations(filter: MaybeRefOrGetter<EscalationFilter>, enabled: MaybeRefOrGetter<boolean> = true) {
  return useInfiniteQuery({
    queryKey: computed(() => escalationsKey(toValue(filter))),
    queryFn: ({ queryKey: [, , wanted], pageParam }) => {
      const query = { limit: 50, ...queryStrings(wanted), ...(pageParam ? { cursor: pageParam } : {}) }
      return unwrap(api.GET('/api/v1/escalations', { params: { query } }))
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(enabled)),
  })
}

export function useCityCounts(enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    queryKey: ['city', 'counts'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/city/counts'))).items,
    enabled,
  })
}
