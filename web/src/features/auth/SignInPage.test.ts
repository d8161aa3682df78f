import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { queryClient } from '@/api/client'
import { plugins } from '@/testing/plugins'
import SignInPage from './SignInPage.vue'

const fetchMock = vi.fn<typeof fetch>()
const problem = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json', ...headers } })

beforeEach(() => {
  queryClient.clear()
  fetchMock.mockReset()
  vi.stubGlobal('fetch', fetchMock)
})
afterEach(() => {
  queryClient.clear()
  vi.unstubAllGlobals()
})

const later = { 'Retry-After': '30' }
it.each<[string, () => Response, string]>([
  ['a wrong password', () => problem(401, { code: 'invalid_credentials', detail: 'x' }), '用户名或密码不正确。'],
  ['a locked account', () => problem(423, { code: 'account_locked', detail: 'x' }), '账户已锁定'],
  [
    'too many tries',
    () => problem(429, { code: 'too_many_requests', detail: '请30秒后再试。' }, later),
    '请30秒后再试。',
  ],
  [
    'a server that is busy',
    () => problem(503, { code: 'busy', detail: '登录人数过多，请稍候。' }, later),
    '登录人数过多',
  ],
  ['a gateway that has enough', () => new Response('<html>', { status: 429 }), '操作太频繁，请稍候再试。'],
  ['a gateway without a server', () => new Response('<html>', { status: 503 }), '服务器暂时不能办理，请稍后重试。'],
  [
    'no network',
    () => {
      throw new TypeError('Failed to fetch')
    },
    '连不上服务器，请检查网络后重试。',
  ],
])('says why after %s, and keeps what was typed', async (_, answer, words) => {
  fetchMock.mockImplementation(async (input) => {
    if ((input as Request).method === 'GET') return problem(404, {})
    return answer()
  })
  const routes = [{ path: '/', component: SignInPage }]
  const router = createRouter({ history: createMemoryHistory(), routes })
  const page = mount(SignInPage, { global: { plugins: [...plugins, router] } })
  await page.get('input[name=username]').setValue('ducha1')
  await page.get('input[name=password]').setValue('secret-2023')
  await page.get('form').trigger('submit')
  await flushPromises()
  expect(page.get('[role=alert]').text()).toContain(words)
  const typed = page.findAll('input').map(({ element }) => element.value)
  expect(typed.slice(0, 2)).toEqual(['ducha1', 'secret-2023'])
  page.unmount()
})
