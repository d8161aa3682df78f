import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { queryClient } from '@/api/client'
import type { Notification } from '@/api/types'
import { plugins } from '@/testing/plugins'
import InboxPage from './InboxPage.vue'

const fetchMock = vi.fn<typeof fetch>()
const notice = (page: number): Notification =>
  ({
    id: `n${page}`,
    kind: 'alert',
    severity: 'info',
    title: `消息${page}`,
    read_at: null,
    created_at: '2023-03-15T01:00:00Z',
  }) as never
const reads = (): string[] =>
  fetchMock.mock.calls
    .map(([request]) => new URL((request as Request).url))
    .filter(({ pathname }) => pathname.endsWith('/notifications'))
    .map(({ searchParams }) => searchParams.get('cursor') ?? '0')

beforeEach(() => {
  fetchMock.mockReset()
  fetchMock.mockImplementation(async (input) => {
    const { url, method } = input as Request
    if (method === 'POST') return new Response(null, { status: 204 })
    const { pathname, searchParams } = new URL(url)
    const page = Number(searchParams.get('cursor') ?? 0)
    const body = pathname.endsWith('/count') ? { unread: 5 } : { items: [notice(page)], next_cursor: `${page + 1}` }
    return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
  })
  vi.stubGlobal('fetch', fetchMock)
})
afterEach(() => {
  document.body.innerHTML = ''
  queryClient.clear()
  vi.unstubAllGlobals()
})

async function open(pages: number) {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: InboxPage }] })
  await router.push('/')
  const page = mount(RouterView, { global: { plugins: [...plugins, router] } })
  await flushPromises()
  for (let read = 1; read < pages; read += 1) {
    await page.get('.more-pages button').trigger('click')
    await flushPromises()
  }
  fetchMock.mockClear()
  return page
}

it.each([
  ['short', 2, ['0', '1'], 2],
  ['long', 3, [], 2],
])('marks a message in a %s list, and reads only a short one again', async (_, pages, readAgain, unread) => {
  const page = await open(pages)
  await page.get('.mark').trigger('click')
  await flushPromises()
  expect(reads()).toEqual(readAgain)
  expect(page.find('.newer').exists()).toBe(false)
  expect(page.findAll('.notice.unread')).toHaveLength(unread)
  page.unmount()
})

it('leaves a long list alone when something arrives, and says so until it is asked for', async () => {
  const page = await open(3)
  await queryClient.invalidateQueries({ queryKey: ['notifications'] })
  await flushPromises()
  expect([reads(), page.find('.newer').exists()]).toEqual([[], true])
  await page.get('.newer button').trigger('click')
  await flushPromises()
  expect([reads(), page.find('.newer').exists()]).toEqual([['0', '1', '2'], false])
  page.unmount()
})

it('shows at once what is marked as read on one’s own', async () => {
  const page = await open(3)
  await page.get('.page-head button').trigger('click')
  await flushPromises()
  expect([reads(), page.find('.newer').exists()]).toEqual([['0', '1', '2'], false])
  page.unmount()
})
