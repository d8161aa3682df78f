import { mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import { plugins } from '@/testing/plugins'
import { useBeforeClose } from './useUnsaved'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function form() {
  const dirty = ref(false)
  let beforeClose: (done: () => void) => void = () => undefined
  const wrapper = mount(
    { template: '<i />', setup: () => void (beforeClose = useBeforeClose(dirty)) },
    { global: { plugins } },
  )
  return { dirty, wrapper, close: (done: () => void) => beforeClose(done) }
}

it('holds a closing tab while something typed is not sent, in the way of old browsers too', async () => {
  const heard = new Set<unknown>()
  const count = (change: (listener: unknown) => void) => (name: string, listener: unknown) =>
    name === 'beforeunload' ? change(listener) : undefined
  vi.spyOn(window, 'addEventListener').mockImplementation(count((listener) => heard.add(listener)))
  vi.spyOn(window, 'removeEventListener').mockImplementation(count((listener) => heard.delete(listener)))
  const { dirty, wrapper } = form()
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
])('asks before a form is closed: %s', (_, typed, goes, asked, closed) => {
  const confirm = vi.fn<() => boolean>(() => goes)
  vi.stubGlobal('confirm', confirm)
  const done = vi.fn<() => void>()
  const { dirty, wrapper, close } = form()
  dirty.value = typed
  close(done)
  expect([confirm.mock.calls.length, done.mock.calls.length]).toEqual([asked, closed])
  wrapper.unmount()
})
