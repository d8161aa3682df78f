import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, onBeforeRouteLeave } from 'vue-router'
import { queryClient } from '@/api/client'
import { personChanges } from '@/api/session'
import type { Me } from '@/api/types'
import { plugins } from '@/testing/plugins'
import App from './App.vue'

afterEach(() => {
  document.body.innerHTML = ''
  queryClient.clear()
})

it('is not left blank when the file of the first page does not arrive', async () => {
  const missing = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch dynamically imported module'))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/matters', component: { template: '<p>matters</p>' } },
      { path: '/home', component: missing },
    ],
  })
  router.onError(() => undefined)
  await router.push('/matters')
  const app = mount(App, { global: { plugins: [...plugins, router] } })
  personChanges.value += 1
  await flushPromises()
  expect(app.text()).toBe('matters')
  app.unmount()
})

it('leaves nothing of one person on screen when another signed in in a second tab, and says so', async () => {
  const asked = vi.fn<() => boolean>(() => false)
  const Form = { template: '<p>typed</p>', setup: () => onBeforeRouteLeave(asked) }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/settings', component: Form },
      { path: '/home', component: { template: '<p>home</p>' } },
    ],
  })
  await router.push('/settings')
  const app = mount(App, { global: { plugins: [...plugins, router] } })
  await flushPromises()
  expect(app.text()).toBe('typed')

  queryClient.setQueryData<Me>(['me'], { name: '李县长' } as Me)
  personChanges.value += 1
  await flushPromises()
  expect([app.text(), router.currentRoute.value.path]).toEqual(['home', '/home'])
  expect(asked).not.toHaveBeenCalled()
  expect(document.body.textContent).toContain('本浏览器已由李县长登录')
  app.unmount()
})
