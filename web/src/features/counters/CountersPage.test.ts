import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { queryClient } from '@/api/client'
import { plugins } from '@/testing/plugins'
import CountersPage from './CountersPage.vue'

beforeEach(() => {
  queryClient.clear()
  vi.stubGlobal('fetch', async () => {
    const body = JSON.stringify({ totals: {}, by_leader: [], by_department: [], items: [] })
    return new Response(body, { headers: { 'Content-Type': 'application/json' } })
  })
})
afterEach(() => {
  queryClient.clear()
  vi.unstubAllGlobals()
})

it.each([
  ['/', '还没有登记事项'],
  ['/?by=department', '还没有登记事项'],
  ['/?from=2023-03-01', '没有符合条件的事项'],
])('at %s without matters says: %s', async (address, words) => {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: CountersPage }] })
  await router.push(address)
  const stubs = { CounterFilters: true, TotalTiles: true }
  const page = mount(CountersPage, { global: { plugins: [...plugins, router], stubs } })
  await flushPromises()
  expect(page.text()).toContain(words)
  page.unmount()
})
