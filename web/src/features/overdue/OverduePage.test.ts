import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { queryClient } from '@/api/client'
import type { Me } from '@/api/types'
import { plugins } from '@/testing/plugins'
import OverduePage from './OverduePage.vue'

afterEach(() => {
  queryClient.clear()
  vi.unstubAllGlobals()
})

it('reads a long list and its count anew before the trail hears of the print', async () => {
  let overdue = 4
  const asked: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url)
    const page = Number(searchParams.get('cursor') ?? 0)
    const what = pathname.split('/').at(-1)!
    if (what === 'prints') {
      asked.push(`prints ${((await request.json()) as { count: number }).count}`)
      return new Response(null, { status: 204 })
    }
    asked.push(what === 'count' ? what : `page ${page}`)
    const items = [{ matter: { id: `m${page}`, leader: {}, lead_department: {} } }]
    const body =
      what === 'count' ? { count: overdue } : { items, next_cursor: page + 1 < overdue ? `${page + 1}` : null }
    return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
  })
  const paper = vi.fn<() => void>()
  vi.stubGlobal('print', paper)
  queryClient.setQueryData<Me>(['me'], { id: 'u', name: '督查员', today: '2023-03-15' } as Me)
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: OverduePage }] })
  await router.push('/')
  const stubs = { OverdueFilters: true, OverdueLine: true }
  const page = mount(RouterView, { global: { plugins: [...plugins, router], stubs } })
  await flushPromises()
  for (let read = 1; read < 4; read += 1) {
    await page.get('.more-pages button').trigger('click')
    await flushPromises()
  }
  overdue = 3
  asked.length = 0
  await page.get('.print').trigger('click')
  await flushPromises()
  expect(asked.toSorted()).toEqual(['count', 'page 0', 'page 1', 'page 2', 'prints 3'])
  expect(asked.at(-1)).toBe('prints 3')
  expect(page.get('.page-head strong').text()).toBe('3项逾期')
  expect(paper).toHaveBeenCalledTimes(1)
  page.unmount()
})
