// The overdue audit. Keys begin with 'overdue', which every change of a matter makes stale.
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, unwrap } from '@/api/client'

export interface OverdueFilter {
  leader?: string
  department?: string
}

export const overdueKey = (filter: OverdueFilter) => ['overdue', 'list', filter] as const

/** `enabled` says whether the list reads itself again when something changed. */
export function useOverdue(filter: MaybeRefOrGetter<OverdueFilter>, enabled: MaybeRefOrGetter<boolean> = true) {
  return useInfiniteQuery({
    queryKey: computed(() => overdueKey(toValue(filter))),
    queryFn: ({ queryKey: [, , wanted], pageParam }) => {
      const query = { ...wanted, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }
      return unwrap(api.GET('/api/v1/audit/overdue', { params: { query } }))
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    enabled: computed(() => toValue(enabled)),
  })
}

export function useOverdueCount(filter: MaybeRefOrGetter<OverdueFilter>) {
  return useQuery({
    queryKey: computed(() => ['overdue', 'count', toValue(filter)] as const),
    queryFn: ({ queryKey: [, , query] }) => unwrap(api.GET('/api/v1/audit/overdue/count', { params: { query } })),
    select: (answer) => answer.count,
  })
}
