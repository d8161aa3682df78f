// The audit trail and the check of its chain.
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, type Problem, unwrap } from '@/api/client'
import type { AuditCheck } from '@/api/types'

export const filterKeys = ['matter', 'actor', 'action', 'from', 'to'] as const
export type TrailFilter = Partial<Record<(typeof filterKeys)[number], string>>

export const useTrail = (filter: MaybeRefOrGetter<TrailFilter>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['events', toValue(filter)]),
    queryFn: ({ pageParam }) => {
      const query = { ...toValue(filter), limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }
      return unwrap(api.GET('/api/v1/events', { params: { query } }))
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  })

/** Reads the whole chain on the server; asked for by hand, since it may take seconds. */
export const useVerify = () =>
  useMutation<AuditCheck, Problem, void>({ mutationFn: () => unwrap(api.GET('/api/v1/audit/verify')) })
