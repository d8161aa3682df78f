import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { plugins } from '@/testing/plugins'
import { useLeaveConfirmation } from './useUnsavedWarning'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function form() {
  const dirty = ref(false)
  let beforeClose: (done: () => void) => void = () => undefined
  const component = { template: '<i />', setup: () => void (beforeClose = useLeaveConfirmation(dirty)) }
  const routes = [
    { path: '/', component: { template: '<b />' } },
    { path: '/form', component },
  ]
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push('/')
  await router.push('/form')
  const wrapper = mount(RouterView, { global: { plugins: [...plugins, router] } })
  return { dirty, router, wrapper, close: (done: () => void) => beforeClose(done) }
}

it('holds a closing tab while something typed is not sent, in the way of old browsers too', async () => {
  const heard = new Set<unknown>()
  const count = (change: (listener: unknown) => void) => (name: string, listener: unknown) =>
    name === 'beforeunload' ? change(listener) : undefined
  vi.spyOn(window, 'addEventListener').mockImplementation(count((listener) => heard.add(listener)))
  vi.spyOn(window, 'removeEventListener').mockImplementation(count((listener) => heard.delete(listener)))
  const { dirty, wrapper } = await form()
  expect(heard.size).toBe(0)
  dirty.value = true
  await nextTick()
  const event = new Event('beforeunload', { cancelable: true }) as BeforeUnloadEvent
  for (const listener of heard) (listener as EventListener)(event)
  expect([event.defaultPrevented, event.returnValue]).toEqual([true, ''])
  wrapper.unmount()
  expect(heard.size).toBe(0)
})

it.each([
  ['nothing is typed', false, false, 0, 1],
  ['the reader stays', true, false, 1, 0],
  ['the reader goes', true, true, 1, 1],
])('asks before a form is closed or left by way of Back: %s', async (_, typed, goes, asked, closed) => {
  const confirm = vi.fn<() => boolean>(() => goes)
  vi.stubGlobal('confirm', confirm)
  const done = vi.fn<() => void>()
  const { dirty, router, wrapper, close } = await form()
  dirty.value = typed
  close(done)
  expect([confirm.mock.calls.length, done.mock.calls.length]).toEqual([asked, closed])
  router.back()
  await flushPromises()
  expect([confirm.mock.calls.length, router.currentRoute.value.path]).toEqual([asked * 2, closed ? '/' : '/form'])
  wrapper.unmount()
})
