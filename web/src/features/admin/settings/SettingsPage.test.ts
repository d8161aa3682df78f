import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import type { Settings } from '@/api/adminTypes'
import { queryClient } from '@/api/client'
import { plugins } from '@/testing/plugins'
import SettingsPage from './SettingsPage.vue'

const settings: Settings = {
  yellow_days: 3,
  extension_limit: 2,
  close_delegated: true,
  sign_days: 1,
  objection_days: 3,
  alert_hour: 9,
  ladder: [
    {
      key: 'due',
      version: 1,
      steps: [
        { offset: -1, recipients: ['handler'], slip: null },
        { offset: 1, recipients: ['leader'], slip: null },
      ],
    },
  ],
}
const fetchMock = vi.fn<typeof fetch>()
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ETag: '"1"' } })
function serve(put: () => Response, get: () => Response = () => json(200, settings)): void {
  fetchMock.mockImplementation(async (input) => {
    const { method, url } = input as Request
    if (url.endsWith('/worker')) return json(404, {})
    return method === 'PUT' ? put() : get()
  })
}
async function open() {
  const stubs = { ElSelect: true }
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: SettingsPage }] })
  await router.push('/')
  const page = mount(RouterView, { global: { plugins: [...plugins, router], stubs }, attachTo: document.body })
  await flushPromises()
  const offsets = () => page.findAll<HTMLInputElement>('.offset input')
  async function type(at: number, offset: string): Promise<void> {
    await offsets()[at]!.setValue(offset)
    await offsets()[at]!.trigger('change')
  }
  async function send(): Promise<void> {
    await page.get('form').trigger('submit')
    await flushPromises()
  }
  return { page, offsets, type, send }
}

beforeEach(() => {
  queryClient.clear()
  fetchMock.mockReset()
  vi.stubGlobal('fetch', fetchMock)
})
afterEach(() => {
  document.body.innerHTML = ''
  queryClient.clear()
  vi.unstubAllGlobals()
})

it('shows an error beside the step that the server means, though it was typed out of order', async () => {
  serve(() => json(422, { errors: [{ field: 'ladder[0].steps[1].offset', code: 'x', message: '超出范围' }] }))
  const { page, offsets, type, send } = await open()
  await type(0, '400')
  await send()
  expect(offsets().map(({ element }) => element.value)).toEqual(['1', '400'])
  const wrong = page.findAll('.step').filter((step) => step.findAll('.error').some((error) => error.isVisible()))
  expect(wrong.map((step) => step.get('.name').text())).toEqual(['T+400'])
})

it('keeps what was typed when the newest settings cannot be read', async () => {
  serve(() => json(412, { code: 'stale_version', title: '设置已被更新' }))
  const { page, offsets, type, send } = await open()
  await type(1, '2')
  await send()
  serve(
    () => json(500, {}),
    () => json(500, { title: '服务器出错' }),
  )
  const reload = page.findAll('button').find((button) => button.text().startsWith('载入最新设置'))
  await reload!.trigger('click')
  await vi.waitFor(() => expect(document.body.textContent).toContain('服务器出错'), { timeout: 10_000 })
  expect(offsets()[1]!.element.value).toBe('2')
  expect(page.get('.errors').text()).toContain('设置已被更新')
})
