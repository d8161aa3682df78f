// Submissions to the city. Keys begin with 'escalations' and 'city', which every change of a matter makes stale.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, unwrap } from '@/api/client'

export function useEscalations(status: MaybeRefOrGetter<string>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['escalations', 'list', toValue(status)]),
    queryFn: ({ pageParam }) => {
      const chosen = toValue(status)
      const query = { limit: 50, ...(chosen ? { status: chosen } : {}), ...(pageParam ? { cursor: pageParam } : {}) }
      return unwrap(api.GET('/api/v1/escalations', { params: { query } }))
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  })
}

export function useCityCounts(enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    queryKey: ['city', 'counts'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/city/counts'))).items,
    enabled,
  })
}
