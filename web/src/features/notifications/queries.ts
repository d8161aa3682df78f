// The inbox. All keys begin with 'notifications', which the live feed makes stale whenever something arrives.
import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, unwrap } from '@/api/client'
import type { Notification, Page } from '@/api/types'
import { useWrite } from '@/ui/write'

const address = '/api/v1/notifications'

function fetchPage(unread: boolean, limit: number, cursor?: string): Promise<Page<Notification>> {
  const query = { limit, ...(unread ? { unread } : {}), ...(cursor ? { cursor } : {}) }
  return unwrap(api.GET(address, { params: { query } }))
}

export const inboxKey = (unread: boolean) => ['notifications', 'list', { unread }] as const

/** `enabled` says whether the list reads itself again when something arrived. */
export function useInbox(unread: MaybeRefOrGetter<boolean>, enabled: MaybeRefOrGetter<boolean> = true) {
  return useInfiniteQuery({
    queryKey: computed(() => inboxKey(toValue(unread))),
    queryFn: ({ queryKey: [, , wanted], pageParam }) => fetchPage(wanted.unread, 50, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    enabled: computed(() => toValue(enabled)),
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
  return useWrite(
    (id: string, signal) => unwrap(api.POST(`${address}/{id}/read`, { params: { path: { id } }, signal })),
    {
      // A long list is not read again for it, nor is it out of date: the message is marked where it stands.
      onSuccess: (_, id) => {
        for (const query of client.getQueryCache().findAll({ queryKey: ['notifications', 'list'] })) {
          query.setState({ data: withRead(query.state.data as Inbox | undefined, id) })
        }
      },
      onSettled: () =>
        Promise.all([
          ...['count', 'latest'].map((one) => client.invalidateQueries({ queryKey: ['notifications', one] })),
          client.refetchQueries({ queryKey: ['notifications', 'list'], type: 'active' }),
        ]),
    },
  )
}

type Inbox = InfiniteData<Page<Notification>>
function withRead(inbox: Inbox | undefined, id: string): Inbox | undefined {
  const read_at = new Date().toISOString()
  const marked = (one: Notification): Notification => (one.id === id ? { ...one, read_at } : one)
  return inbox && { ...inbox, pages: inbox.pages.map((page) => ({ ...page, items: page.items.map(marked) })) }
}

export function useMarkAllRead() {
  const client = useQueryClient()
  return useWrite<unknown, void>((_, signal) => unwrap(api.POST(`${address}/read-all`, { signal })), {
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  })
}
