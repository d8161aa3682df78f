// A list that is read page by page goes on with the filters it began with, whatever the page shows by then.
import type { UseInfiniteQueryReturnType } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Ref, ref } from 'vue'
import { queryClient } from '@/api/client'
import { useMatterAlerts, useMatterEvents, useMatterReports } from '@/api/matter'
import { useTrail } from '@/features/admin/audit/queries'
import { useEscalations } from '@/features/escalations/queries'
import { useMatterList } from '@/features/matters/queries'
import { useInbox } from '@/features/notifications/queries'
import { useOverdue } from '@/features/overdue/queries'
import { plugins } from '@/testing/plugins'

const fetchMock = vi.fn<typeof fetch>()
const page = (): Response =>
  new Response(JSON.stringify({ items: [], next_cursor: 'c' }), { headers: { 'Content-Type': 'application/json' } })

beforeEach(() => {
  fetchMock.mockReset()
  fetchMock.mockImplementation(() => Promise.resolve(page()))
  vi.stubGlobal('fetch', fetchMock)
})
afterEach(() => {
  queryClient.clear()
  vi.unstubAllGlobals()
})

type List = UseInfiniteQueryReturnType<unknown, Error>
const filters = { first: { leader: 'first' }, second: { leader: 'second' } }
const ids = { first: 'first', second: 'second' }
const trail = { first: { actor: 'first' }, second: { actor: 'second' } }
const unread = { first: true, second: false }

it.each<[string, { first: unknown; second: unknown }, (filter: Ref<never>) => unknown, RegExp]>([
  ['matters', filters, (filter) => useMatterList(filter), /leader=first/],
  ['overdue', filters, useOverdue, /leader=first/],
  ['escalations', filters, useEscalations, /leader=first/],
  ['trail', trail, useTrail, /actor=first/],
  ['inbox', unread, useInbox, /unread=true/],
  ['events', ids, (id) => useMatterEvents(id), /matters\/first\/events/],
  ['reports', ids, useMatterReports, /matters\/first\/reports/],
  ['alerts', ids, useMatterAlerts, /matters\/first\/alerts/],
])('%s', async (_, { first, second }, use, ofFirst) => {
  const filter = ref(first) as Ref<never>
  let list = {} as List
  const wrapper = mount({ template: '<i />', setup: () => void (list = use(filter) as List) }, { global: { plugins } })
  await flushPromises()
  await list.fetchNextPage()
  fetchMock.mockClear()
  let answer: (response: Response) => void = () => undefined
  fetchMock.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
  void list.refetch()
  await flushPromises()
  filter.value = second as never
  await flushPromises()
  answer(page())
  await flushPromises()
  const asked = fetchMock.mock.calls.map(([request]) => (request as Request).url)
  expect(asked.filter((url) => ofFirst.test(url))).toHaveLength(2)
  expect(asked.filter((url) => url.includes('cursor')).every((url) => ofFirst.test(url))).toBe(true)
  wrapper.unmount()
})
