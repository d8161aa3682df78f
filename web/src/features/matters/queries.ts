// Reads and writes of matters; one function per query or mutation.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, invalidateMatters, newKey, queryClient, unwrap, versionHeader } from '@/api/client'
import type { Problem } from '@/api/problem'
import type {
  Action,
  ActionInput,
  Matter,
  MatterListQuery,
  MatterQuery,
  NewMatter,
  Page,
  PatchMatter,
} from '@/api/types'
import { listQuery } from '@/lib/ledgerLink'

export const pageSize = 50

export const useMatterList = (filters: MaybeRefOrGetter<MatterQuery>) =>
  useInfiniteQuery({
    queryKey: ['matters', 'list', computed(() => toValue(filters))],
    queryFn: ({ pageParam }) =>
      fetchPage({ ...listQuery(toValue(filters)), limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  })

const fetchPage = (query: MatterListQuery) => unwrap(api.GET('/api/v1/matters', { params: { query } }))

export const useMatterCount = (filters: MaybeRefOrGetter<MatterQuery>) =>
  useQuery({
    queryKey: ['matters', 'count', computed(() => toValue(filters))],
    queryFn: async () => {
      const { sort: _order, ...query } = toValue(filters)
      return (await unwrap(api.GET('/api/v1/matters/count', { params: { query: listQuery(query) } }))).count
    },
    placeholderData: keepPreviousData,
  })

export const fetchMatter = (id: string) => unwrap(api.GET('/api/v1/matters/{id}', { params: { path: { id } } }))

export const useMatter = (id: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: ['matter', computed(() => toValue(id))],
    queryFn: () => fetchMatter(toValue(id)),
    enabled: computed(() => toValue(enabled)),
  })

/** A list below a matter, read page by page. */
function usePart<T>(part: string, id: MaybeRefOrGetter<string>, fetchPart: (params: PartParams) => Promise<Page<T>>) {
  return useInfiniteQuery({
    queryKey: ['matter', computed(() => toValue(id)), part],
    queryFn: ({ pageParam }) => fetchPart({ path: { id: toValue(id) }, query: pageParam ? { cursor: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  })
}
interface PartParams {
  path: { id: string }
  query: { cursor?: string }
}

export const useMatterEvents = (id: MaybeRefOrGetter<string>) =>
  usePart('events', id, (params) => unwrap(api.GET('/api/v1/matters/{id}/events', { params })))
export const useMatterReports = (id: MaybeRefOrGetter<string>) =>
  usePart('reports', id, (params) => unwrap(api.GET('/api/v1/matters/{id}/reports', { params })))
export const useMatterAlerts = (id: MaybeRefOrGetter<string>) =>
  usePart('alerts', id, (params) => unwrap(api.GET('/api/v1/matters/{id}/alerts', { params })))

/** Which form the input takes follows from the action; the table of forms knows. */
export type FormInput = Record<string, unknown>
export interface Act {
  id: string
  version: number
  action: Action
  input: FormInput
}

/** Acts on one matter. The answer is the matter as it then stands, so the page shows it at once. */
export const useAct = () =>
  useMutation<Matter, Problem, Act>({
    mutationFn: ({ id, version, action, input }) =>
      unwrap(
        api.POST('/api/v1/matters/{id}/actions/{action}', {
          params: { path: { id, action }, header: versionHeader(version) },
          body: input as ActionInput,
        }),
      ),
    onSuccess: (matter) => {
      queryClient.setQueryData(['matter', matter.id], matter)
      invalidateMatters(matter.id)
    },
  })

export interface BatchAct {
  action: Action
  items: { id: string; version: number }[]
  input: FormInput
}

/** Acts on many matters in one transaction: all or none. */
export const useActOnMany = () =>
  useMutation<unknown, Problem, BatchAct>({
    mutationFn: ({ action, items, input }) =>
      unwrap(
        api.POST('/api/v1/matters/actions/{action}', {
          params: { path: { action } },
          body: { items, input: input as ActionInput },
        }),
      ),
    onSuccess: () => invalidateMatters(),
  })

/** Registers a matter; a repeated send of the same form makes no second one. */
export function useCreateMatter() {
  const key = newKey()
  return useMutation<Matter, Problem, NewMatter>({
    mutationFn: (body) => unwrap(api.POST('/api/v1/matters', { body, params: { header: { 'Idempotency-Key': key } } })),
    onSuccess: () => invalidateMatters(),
  })
}

export interface Patch {
  id: string
  version: number
  changes: PatchMatter
}

export const usePatchMatter = () =>
  useMutation<Matter, Problem, Patch>({
    mutationFn: ({ id, version, changes }) =>
      unwrap(
        api.PATCH('/api/v1/matters/{id}', { params: { path: { id }, header: versionHeader(version) }, body: changes }),
      ),
    onSuccess: (matter) => {
      queryClient.setQueryData(['matter', matter.id], matter)
      invalidateMatters(matter.id)
    },
  })
