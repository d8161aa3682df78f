import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { queryClient } from '@/api/client'
import type { Me } from '@/api/types'
import { plugins } from '@/testing/plugins'
import EscalationsPage from './EscalationsPage.vue'

afterEach(() => {
  queryClient.clear()
  vi.unstubAllGlobals()
})

it('shows in a long list at once what one has done oneself, and of others that there is something newer', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url)
    const page = Number(searchParams.get('cursor') ?? 0)
    const ofList = pathname.endsWith('/escalations')
    if (ofList) asked.push(`page ${page}`)
    const items = ofList ? [{ escalation: { id: `e${page}` }, matter: { id: `m${page}` }, actions: [] }] : []
    const body = { items, next_cursor: ofList ? `${page + 1}` : null }
    return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
  })
  queryClient.setQueryData<Me>(['me'], { id: 'u', region: { level: 'county' } } as Me)
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: EscalationsPage }] })
  await router.push('/')
  const card = { emits: ['act'], template: '<i />' }
  const drawer = { emits: ['done'], template: '<b />' }
  const stubs = { EscalationCard: card, ActionDrawer: drawer }
  const page = mount(RouterView, { global: { plugins: [...plugins, router], stubs } })
  await flushPromises()
  for (let read = 1; read < 3; read += 1) {
    await page.get('.more-pages button').trigger('click')
    await flushPromises()
  }
  asked.length = 0
  await queryClient.invalidateQueries({ queryKey: ['escalations'] })
  await flushPromises()
  expect([asked, page.find('.newer').exists()]).toEqual([[], true])
  page.getComponent(card).vm.$emit('act', 'escalation_endorse')
  await flushPromises()
  page.getComponent(drawer).vm.$emit('done')
  await flushPromises()
  expect([asked, page.find('.newer').exists()]).toEqual([['page 0', 'page 1', 'page 2'], false])
  page.unmount()
})
