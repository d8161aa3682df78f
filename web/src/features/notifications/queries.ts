// The inbox. All keys begin with 'notifications', which the live feed makes stale whenever something arrives.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, unwrap } from '@/api/client'
import type { Notification, Page } from '@/api/types'

const address = '/api/v1/notifications'

function fetchPage(unread: boolean, limit: number, cursor?: string): Promise<Page<Notification>> {
  const query = { limit, ...(unread ? { unread } : {}), ...(cursor ? { cursor } : {}) }
  return unwrap(api.GET(address, { params: { query } }))
}

export function useInbox(unread: MaybeRefOrGetter<boolean>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['notifications', 'list', { unread: toValue(unread) }] as const),
    queryFn: ({ queryKey: [, , wanted], pageParam }) => fetchPage(wanted.unread, 50, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
}

/** The newest few, asked for only while the popover is open. */
export function useLatest(enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({ queryKey: ['notifications', 'latest'], queryFn: () => fetchPage(false, 8), enabled })
}

export function useUnreadCount(enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    queryKey: ['notifications', 'count'],
    queryFn: () => unwrap(api.GET(`${address}/count`)),
    select: (answer) => answer.unread,
    enabled,
  })
}

export function useMarkRead() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => unwrap(api.POST(`${address}/{id}/read`, { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  })
}

export function useMarkAllRead() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => unwrap(api.POST(`${address}/read-all`)),
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  })
}
