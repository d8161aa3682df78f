// The audit trail and the check of its chain.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, unwrap } from '@/api/client'

export const filterKeys = ['matter', 'actor', 'action', 'from', 'to'] as const
export type TrailFilter = Partial<Record<(typeof filterKeys)[number], string>>

export const useTrail = (filter: MaybeRefOrGetter<TrailFilter>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['events', toValue(filter)] as const),
    queryFn: ({ queryKey: [, wanted], pageParam }) => {
      const query = { ...wanted, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }
      return unwrap(api.GET('/api/v1/events', { params: { query } }))
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  })

export interface Tally {
  count: number
  /** There are more than one page holds. */
  more: boolean
}

/** How many events a filter finds, counted up to one page. */
export const countOf = (filter: TrailFilter) => ({
  queryKey: ['events', 'count', filter],
  queryFn: async (): Promise<Tally> => {
    const page = await unwrap(api.GET('/api/v1/events', { params: { query: { ...filter, limit: 200 } } }))
    return { count: page.items.length, more: page.next_cursor !== null }
  },
})

/** Reads the whole chain on the server; asked for by hand, since it may take seconds. */
export const useVerify = () =>
  useQuery({
    queryKey: ['audit', 'verify'],
    queryFn: () => unwrap(api.GET('/api/v1/audit/verify')),
    enabled: false,
    gcTime: 0,
  })
