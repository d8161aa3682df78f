import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { queryClient } from '@/api/client'
import type { Matter, Me } from '@/api/types'
import { draftStorage } from '@/lib/draftStorage'
import { plugins } from '@/testing/plugins'
import { emptyForm, type MatterForm } from './form/matterForm'
import MatterFormPage from './MatterFormPage.vue'

const fetchMock = vi.fn<typeof fetch>()
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const writes = (): Request[] =>
  fetchMock.mock.calls.map(([request]) => request as Request).filter(({ method }) => method !== 'GET')
const leaders = [
  { id: 'l', name: '县长', post: null, departments: [{ id: 'd', name: '县财政局' }] },
  { id: 'k', name: '副县长', post: null, departments: [{ id: 'e', name: '县能源局' }] },
]
const lists: Record<string, unknown[]> = { leaders, departments: [], plans: [] }
/** How the server answers a write, and what it tells of the matter. */
function serve(write: () => Response, read: () => Response = () => json(404, {})): void {
  fetchMock.mockImplementation(async (input) => {
    const { method, url } = input as Request
    const items = lists[url.split('/').at(-1) as string]
    return method === 'GET' ? (items ? json(200, { items }) : read()) : write()
  })
}
const lost = (): Response => {
  throw new TypeError('Failed to fetch')
}

const typed: MatterForm = {
  ...emptyForm(),
  title: '清理账款',
  requirement: '三月底前完成',
  leader_id: 'l',
  lead_department_id: 'd',
  due_on: '2023-03-31',
}
const stored = {
  id: 'm',
  version: 3,
  kind: 'task',
  title: '清理账款',
  requirement: '三月底前完成',
  urgency: 'normal',
  report_cycle: 'none',
  leader: { id: 'l', name: '县长' },
  lead_department: { id: 'd', name: '县财政局' },
  co_departments: [],
  due_on: '2023-03-31',
  due_in_working_days: null,
} as unknown as Matter

beforeEach(() => {
  queryClient.clear()
  queryClient.setQueryData<Me>(['me'], { id: 'u', today: '2023-03-01' } as Me)
  sessionStorage.clear()
  fetchMock.mockReset()
  vi.stubGlobal('fetch', fetchMock)
})
afterEach(() => {
  document.body.innerHTML = ''
  queryClient.clear()
  vi.unstubAllGlobals()
})

async function open(id?: string, form?: Partial<MatterForm>) {
  if (form) draftStorage('u', 'matter.new').save({ content: { ...typed, ...form }, base: null, attempt: null })
  // What is chosen from lists is not what these tests are about, and slow to draw.
  const stubs = { ElSelect: true, DateField: true }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { template: '<i />' } }],
  })
  const global = { plugins: [...plugins, router], stubs }
  const page = mount(MatterFormPage, { props: { id }, global, attachTo: document.body })
  await flushPromises()
  const send = async (): Promise<void> => {
    await page.get('form').trigger('submit')
    await flushPromises()
  }
  const title = page.get<HTMLInputElement>('input[name=title]')
  return { page, send, title, router }
}

it('registers once what was sent again after a lost answer, also from another visit, and anew what was corrected', async () => {
  serve(lost)
  const first = await open(undefined, {})
  await first.send()
  await first.send()
  first.page.unmount()
  const second = await open()
  await second.send()
  await second.title.setValue('清理拖欠账款')
  serve(() => json(201, { ...stored, id: 'n' }))
  await second.send()
  const keys = writes().map(({ headers }) => headers.get('Idempotency-Key'))
  expect([keys[1], keys[2]]).toEqual([keys[0], keys[0]])
  expect(keys[3]).not.toBe(keys[0])
  expect(second.router.currentRoute.value.path).toBe('/matters/n')
  expect(Object.keys(sessionStorage)).toEqual([])
})

it('asks for the number of working days, and says above the form what no field on screen can say', async () => {
  serve(() => json(422, { title: '填写有误', errors: [{ field: 'due_on', code: 'x', message: '不是工作日' }] }))
  const { page, send } = await open(undefined, { due_by: 'working_days', due_in_working_days: null })
  await send()
  expect(writes()).toHaveLength(0)
  await vi.waitFor(() => expect(page.find('.el-form-item.is-error').text()).toContain('必填'), { timeout: 10_000 })
  await page.get('.el-input-number input').setValue('5')
  await page.get('.el-input-number input').trigger('change')
  await send()
  expect(page.get('.errors').text()).toContain('不是工作日')
})

it('keeps the refusal and its button when the newest state cannot be read', async () => {
  serve(
    () => json(412, { code: 'stale_version', title: '版本已过期' }),
    () => json(200, stored),
  )
  const { page, send, title } = await open('m')
  await title.setValue('清欠')
  await send()
  serve(lost, () => json(500, { title: '服务器出错' }))
  await page.get('.errors .el-button').trigger('click')
  await vi.waitFor(() => expect(document.body.textContent).toContain('服务器出错'), { timeout: 10_000 })
  expect(page.get('.errors').text()).toContain('版本已过期')
  expect(title.element.value).toBe('清欠')
})

it('leaves the leader as somebody else set it when their state is taken over', async () => {
  serve(
    () => json(412, { code: 'stale_version', title: '版本已过期' }),
    () => json(200, stored),
  )
  const { page, send, title } = await open('m')
  await title.setValue('清欠')
  await send()
  const theirs = { ...stored, version: 4, lead_department: { id: 'e', name: '县能源局' } }
  serve(
    () => json(200, { ...stored, version: 5 }),
    () => json(200, theirs),
  )
  await page.get('.errors .el-button').trigger('click')
  await flushPromises()
  expect(page.findComponent({ name: 'FormSection' }).props('modelValue')).toMatchObject({
    lead_department_id: 'e',
    leader_id: 'l',
  })
})
