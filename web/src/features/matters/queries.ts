// Reads and writes of matters; one function per query or mutation.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, type Ref, toValue } from 'vue'
import { api, invalidateMatters, queryClient, unwrap, versionHeader } from '@/api/client'
import { type Attempt, idempotencyHeader } from '@/api/idempotency'
import type { Matter, MatterListQuery, MatterQuery, NewMatter, PatchMatter } from '@/api/types'
import { listQuery } from '@/lib/ledgerLink'
import { useWrite } from '@/ui/write'

export const pageSize = 50

export const matterListKey = (filters: MatterQuery) => ['matters', 'list', filters] as const

/** `enabled` says whether the list reads itself again when something changed. */
export const useMatterList = (filters: MaybeRefOrGetter<MatterQuery>, enabled: MaybeRefOrGetter<boolean> = true) =>
  useInfiniteQuery({
    queryKey: computed(() => matterListKey(toValue(filters))),
    queryFn: ({ queryKey: [, , wanted], pageParam }) =>
      fetchPage({ ...listQuery(wanted), limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(enabled)),
  })

const fetchPage = (query: MatterListQuery) => unwrap(api.GET('/api/v1/matters', { params: { query } }))

export const useMatterCount = (filters: MaybeRefOrGetter<MatterQuery>) =>
  useQuery({
    queryKey: computed(() => ['matters', 'count', toValue(filters)] as const),
    queryFn: async ({ queryKey: [, , wanted] }) => {
      const { sort: _order, ...query } = wanted
      return (await unwrap(api.GET('/api/v1/matters/count', { params: { query: listQuery(query) } }))).count
    },
    placeholderData: keepPreviousData,
  })

/** Registers a matter; the same form sent again makes no second one. */
export const useCreateMatter = (last: Ref<Attempt | null>) =>
  useWrite<Matter, NewMatter>(
    (body, signal) =>
      unwrap(api.POST('/api/v1/matters', { body, params: { header: idempotencyHeader(last, body) }, signal })),
    { onSuccess: () => invalidateMatters() },
  )

export interface Patch {
  id: string
  version: number
  changes: PatchMatter
}

export const usePatchMatter = (last: Ref<Attempt | null>) =>
  useWrite<Matter, Patch>(
    (patch, signal) => {
      const { id, version, changes } = patch
      const header = { ...versionHeader(version), ...idempotencyHeader(last, patch) }
      return unwrap(api.PATCH('/api/v1/matters/{id}', { params: { path: { id }, header }, body: changes, signal }))
    },
    {
      onSuccess: (matter) => {
        queryClient.setQueryData(['matter', matter.id], matter)
        invalidateMatters(matter.id)
      },
    },
  )
