// Reads of one matter, for every feature that shows or acts on one.
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, unwrap } from './client'
import type { Page } from './types'

export const fetchMatter = (id: string) => unwrap(api.GET('/api/v1/matters/{id}', { params: { path: { id } } }))

export const useMatter = (id: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: computed(() => ['matter', toValue(id)] as const),
    queryFn: ({ queryKey: [, wanted] }) => fetchMatter(wanted),
    enabled: computed(() => toValue(enabled)),
  })

/** A list below a matter, read page by page. */
function usePart<T>(
  part: string,
  id: MaybeRefOrGetter<string>,
  fetchPart: (params: PartParams) => Promise<Page<T>>,
  enabled: MaybeRefOrGetter<boolean> = true,
) {
  return useInfiniteQuery({
    queryKey: computed(() => ['matter', toValue(id), part] as const),
    queryFn: ({ queryKey: [, wanted], pageParam }) =>
      fetchPart({ path: { id: wanted }, query: pageParam ? { cursor: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    enabled: computed(() => toValue(enabled)),
  })
}
interface PartParams {
  path: { id: string }
  query: { cursor?: string }
}

export const useMatterEvents = (id: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean> = true) =>
  usePart('events', id, (params) => unwrap(api.GET('/api/v1/matters/{id}/events', { params })), enabled)
export const useMatterReports = (id: MaybeRefOrGetter<string>) =>
  usePart('reports', id, (params) => unwrap(api.GET('/api/v1/matters/{id}/reports', { params })))
export const useMatterAlerts = (id: MaybeRefOrGetter<string>) =>
  usePart('alerts', id, (params) => unwrap(api.GET('/api/v1/matters/{id}/alerts', { params })))
