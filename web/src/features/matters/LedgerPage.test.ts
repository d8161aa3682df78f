import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { queryClient } from '@/api/client'
import type { Me } from '@/api/types'
import { plugins } from '@/testing/plugins'
import LedgerPage from './LedgerPage.vue'

const fetchMock = vi.fn<typeof fetch>()
const answer = (url: string): Response => {
  const { pathname, searchParams } = new URL(url)
  const name = `${searchParams.get('light') ?? 'all'}-${searchParams.get('cursor') ?? 'first'}`
  const items = [{ id: name, title: name }]
  const body = pathname.endsWith('/count')
    ? { count: 500 }
    : { items, next_cursor: name.length < 60 ? `${name}+` : null }
  return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
}

beforeEach(() => {
  queryClient.clear()
  queryClient.setQueryData<Me>(['me'], { id: 'u' } as Me)
  fetchMock.mockReset()
  fetchMock.mockImplementation(async (input) => answer((input as Request).url))
  vi.stubGlobal('fetch', fetchMock)
})
afterEach(() => {
  queryClient.clear()
  vi.unstubAllGlobals()
})

async function open() {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/matters', component: LedgerPage }] })
  await router.push('/matters')
  const stub = { props: ['rows'], emits: ['selectAll'], template: '<b>{{ rows?.map((row) => row.id).join() }}</b>' }
  const stubs = { LedgerFilters: true, FilterChips: true, MatterTable: true, LoadMore: true, BatchBar: stub }
  const page = mount(LedgerPage, { global: { plugins: [...plugins, router], stubs } })
  await flushPromises()
  const bar = page.getComponent(stub)
  return { page, bar, router }
}

it('selects page after page of what is asked for', async () => {
  const { page, bar } = await open()
  bar.vm.$emit('selectAll')
  await flushPromises()
  expect(bar.text().split(',').length).toBeGreaterThan(2)
  page.unmount()
})

it('selects nothing of another list when the filters change meanwhile', async () => {
  const { page, bar, router } = await open()
  let held: () => void = () => undefined
  fetchMock.mockImplementationOnce(
    (input) => new Promise((resolve) => (held = () => resolve(answer((input as Request).url)))),
  )
  bar.vm.$emit('selectAll')
  await flushPromises()
  await router.replace('/matters?light=red')
  held()
  await flushPromises()
  expect(bar.text()).toBe('')
  const asked = fetchMock.mock.calls.map(([request]) => (request as Request).url)
  expect(asked.filter((url) => url.includes('light=red') && url.includes('cursor'))).toEqual([])
  page.unmount()
})
