// The counters; keys begin with 'counters', which every change of a matter makes stale.
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, unwrap } from '@/api/client'

export interface CounterFilter {
  plan?: string
  from?: string
  to?: string
}

export function useCounters(filter: MaybeRefOrGetter<CounterFilter>) {
  return useQuery({
    queryKey: computed(() => ['counters', toValue(filter)] as const),
    queryFn: ({ queryKey: [, query] }) => unwrap(api.GET('/api/v1/counters', { params: { query } })),
    placeholderData: keepPreviousData,
  })
}
