// Reads and writes of matters; one function per query or mutation.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, invalidateMatters, newKey, queryClient, unwrap, versionHeader } from '@/api/client'
import type { Problem } from '@/api/problem'
import type { Action, Alert, Event, Matter, MatterQuery, MatterRow, NewMatter, Page, Report } from '@/api/types'

export const pageSize = 50

export const useMatterList = (filters: MaybeRefOrGetter<MatterQuery>) =>
  useInfiniteQuery({
    queryKey: ['matters', 'list', computed(() => toValue(filters))],
    queryFn: ({ pageParam }) => fetchPage({ ...toValue(filters), limit: String(pageSize), ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  })

const fetchPage = (query: MatterQuery) => unwrap<Page<MatterRow>>(api.GET('/api/v1/matters', { params: { query } }))

export const useMatterCount = (filters: MaybeRefOrGetter<MatterQuery>) =>
  useQuery({
    queryKey: ['matters', 'count', computed(() => toValue(filters))],
    queryFn: async () => {
      const { sort: _order, ...query } = toValue(filters)
      return (await unwrap<{ count: number }>(api.GET('/api/v1/matters/count', { params: { query } }))).count
    },
    placeholderData: keepPreviousData,
  })

export const fetchMatter = (id: string) => unwrap<Matter>(api.GET('/api/v1/matters/{id}', { params: { path: { id } } }))

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
interface PartParams { path: { id: string }; query: { cursor?: string } }

export const useMatterEvents = (id: MaybeRefOrGetter<string>) =>
  usePart('events', id, (params) => unwrap<Page<Event>>(api.GET('/api/v1/matters/{id}/events', { params })))
export const useMatterReports = (id: MaybeRefOrGetter<string>) =>
  usePart('reports', id, (params) => unwrap<Page<Report>>(api.GET('/api/v1/matters/{id}/reports', { params })))
export const useMatterAlerts = (id: MaybeRefOrGetter<string>) =>
  usePart('alerts', id, (params) => unwrap<Page<Alert>>(api.GET('/api/v1/matters/{id}/alerts', { params })))

export type ActionInput = Record<string, unknown>
export interface Act { id: string; version: number; action: Action; input: ActionInput }

/** Acts on one matter. The answer is the matter as it then stands, so the page shows it at once. */
export const useAct = () =>
  useMutation<Matter, Problem, Act>({
    mutationFn: ({ id, version, action, input }) =>
      unwrap<Matter>(
        api.POST('/api/v1/matters/{id}/actions/{action}', {
          params: { path: { id, action } },
          headers: versionHeader(version),
          body: input,
        }),
      ),
    onSuccess: (matter) => {
      queryClient.setQueryData(['matter', matter.id], matter)
      invalidateMatters(matter.id)
    },
  })

export interface BatchAct { action: Action; items: { id: string; version: number }[]; input: ActionInput }

/** Acts on many matters in one transaction: all or none. */
export const useActOnMany = () =>
  useMutation<unknown, Problem, BatchAct>({
    mutationFn: ({ action, items, input }) =>
      unwrap(api.POST('/api/v1/matters/actions/{action}', { params: { path: { action } }, body: { items, input } })),
    onSuccess: () => invalidateMatters(),
  })

/** Registers a matter; a repeated send of the same form makes no second one. */
export function useCreateMatter() {
  const key = newKey()
  return useMutation<Matter, Problem, NewMatter>({
    mutationFn: (body) => unwrap<Matter>(api.POST('/api/v1/matters', { body, headers: { 'Idempotency-Key': key } })),
    onSuccess: () => invalidateMatters(),
  })
}

export interface Patch { id: string; version: number; changes: Partial<NewMatter> }

export const usePatchMatter = () =>
  useMutation<Matter, Problem, Patch>({
    mutationFn: ({ id, version, changes }) =>
      unwrap<Matter>(
        api.PATCH('/api/v1/matters/{id}', { params: { path: { id } }, headers: versionHeader(version), body: changes }),
      ),
    onSuccess: (matter) => {
      queryClient.setQueryData(['matter', matter.id], matter)
      invalidateMatters(matter.id)
    },
  })
