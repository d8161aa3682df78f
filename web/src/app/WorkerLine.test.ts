import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { queryClient } from '@/api/client'
import type { Me } from '@/api/types'
import { workerCheck, type WorkerHealth } from '@/api/worker'
import WorkerPanel from '@/features/admin/settings/WorkerPanel.vue'
import HomePage from '@/features/home/HomePage.vue'
import { plugins } from '@/testing/plugins'
import WorkerLine from '@/ui/WorkerLine.vue'
import { i18n } from './i18n'

const well: WorkerHealth = {
  status: 'ok',
  reason: null,
  storage: 'ok',
  clock_skew_seconds: null,
  last_sweep_at: '2023-03-15T02:00:00Z',
  last_sweep_product_at: '2023-03-15T02:00:00Z',
  oldest_due_at: null,
  outbox_depth: 0,
  oldest_message_at: null,
  dead_letters: 0,
  failing_matters: 0,
  undeliverable_alerts: 0,
}
type Verdict = Partial<WorkerHealth>
const fetchMock = vi.fn<typeof fetch>()
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
let answer: () => Response
const asked = (): number => fetchMock.mock.calls.filter(([input]) => (input as Request).url.endsWith('/worker')).length

beforeEach(() => {
  vi.useFakeTimers()
  queryClient.clear()
  fetchMock.mockReset()
  fetchMock.mockImplementation(async (input) =>
    (input as Request).url.endsWith('/worker') ? answer() : json(200, { today: '2023-03-15', cards: [], items: [] }),
  )
  vi.stubGlobal('fetch', fetchMock)
  beAt('office')
})
afterEach(() => {
  i18n.global.locale.value = 'zh-CN'
  queryClient.clear()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
const beAt = (home: string): void => void queryClient.setQueryData<Me>(['me'], { id: 'u', home, name: '甲' } as Me)
const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(0)
  await flushPromises()
}
async function shown(verdict: Verdict, component: object = WorkerLine) {
  answer = () => json(200, { ...well, ...verdict })
  const page = mount(component, { global: { plugins } })
  await settle()
  return page
}

const statuses: [Verdict, string, string, string][] = [
  [{}, 'status', '提醒运行正常', 'Alerts are running'],
  [{ status: 'late', reason: 'sweep_late' }, 'alert', '提醒延迟：已超过1分钟没有扫描', 'more than a minute'],
  [{ status: 'stopped', reason: 'never_swept' }, 'alert', '提醒已停止：尚未扫描过', 'never been looked at'],
  [{ status: 'stopped', reason: 'sweep_stopped' }, 'alert', '提醒和催办不会发出', 'no alert and no urge slip'],
  [{ status: 'failing', reason: 'steps_waiting' }, 'alert', '有提醒到点未发出', 'have not fired'],
  [{ status: 'failing', reason: 'outbox_waiting' }, 'alert', '迟迟没有送达', 'on their way for too long'],
  [{ status: 'failing', reason: 'dead_letters' }, 'alert', '投递失败', 'given up'],
  [{ status: 'failing', reason: 'failing_matters' }, 'alert', '有事项无法处理', 'cannot be handled'],
  [{ status: 'failing', reason: 'storage_full', storage: 'full' }, 'alert', '磁盘空间不足', 'disk is full'],
  [
    { status: 'failing', reason: 'storage_unavailable', storage: 'unavailable' },
    'alert',
    '不能写入',
    'cannot be written',
  ],
  [{ status: 'failing', reason: 'clock_skew', clock_skew_seconds: -45 }, 'alert', '相差45秒', 'differ by 45 s'],
]
it.each(statuses)('says %o', async (verdict, role, zh, en) => {
  const line = await shown(verdict)
  expect(line.get('p').attributes('role')).toBe(role)
  expect(line.text()).toContain(zh)
  expect(line.text()).toContain('2023-03-15 10:00')
  i18n.global.locale.value = 'en'
  await settle()
  expect(line.text()).toContain(en)
  expect(line.text()).not.toMatch(/worker\.|[\u4e00-\u9fff]/)
  line.unmount()
})

it('leaves the verdict to the server, whatever the figures are', async () => {
  const odd: Verdict = {
    last_sweep_at: null,
    last_sweep_product_at: null,
    oldest_due_at: '2023-03-01T00:00:00Z',
    dead_letters: 4,
  }
  for (const component of [WorkerLine, WorkerPanel]) {
    const page = await shown(odd, component)
    expect(page.text()).toContain('提醒运行正常')
    page.unmount()
    queryClient.removeQueries({ queryKey: ['worker'] })
  }
  const panel = await shown({ status: 'failing', reason: 'dead_letters' }, WorkerPanel)
  expect(panel.text()).toContain('系统运行异常')
  expect(panel.text()).toContain('没有送达')
  panel.unmount()
})

it('sees within two minutes that the worker is dead, and that it is back', async () => {
  const line = await shown({})
  answer = () => json(200, { ...well, status: 'stopped', reason: 'sweep_stopped' })
  await vi.advanceTimersByTimeAsync(workerCheck)
  await settle()
  expect(workerCheck).toBeLessThanOrEqual(30_000)
  expect(line.get('[role=alert]').text()).toContain('提醒已停止')
  answer = () => json(200, well)
  await vi.advanceTimersByTimeAsync(workerCheck)
  await settle()
  expect(line.get('[role=status]').text()).toContain('提醒运行正常')
  line.unmount()
})

it('says that it could not be read, and goes on asking', async () => {
  const line = await shown({})
  answer = () => json(500, { code: 'internal', detail: '服务器出错' })
  await vi.advanceTimersByTimeAsync(workerCheck)
  await settle()
  expect(line.get('[role=alert]').text()).toContain('没有取到提醒运行状况。 服务器出错')
  answer = () => json(200, well)
  await vi.advanceTimersByTimeAsync(workerCheck)
  await settle()
  expect(line.text()).toContain('提醒运行正常')
  line.unmount()
})

it('does not ask again, nor say anything, where it may not be known', async () => {
  answer = () => json(403, { code: 'forbidden' })
  const line = mount(WorkerLine, { global: { plugins } })
  await settle()
  await vi.advanceTimersByTimeAsync(10 * workerCheck)
  expect([line.text(), asked()]).toEqual(['', 1])
  line.unmount()
})

it.each([
  ['office', '请联系系统管理员。'],
  ['admin', '请检查服务器及其日志。'],
  ['department', ''],
  ['leader', ''],
])('stands on the first page of %s: %s', async (home, toDo) => {
  beAt(home)
  answer = () => json(200, { ...well, status: 'failing', reason: 'storage_full', storage: 'full' })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: HomePage }] })
  const page = mount(HomePage, { global: { plugins: [...plugins, router] } })
  await settle()
  expect(page.text().includes('磁盘空间不足')).toBe(toDo !== '')
  expect(page.text()).toContain(toDo)
  expect(asked()).toBe(toDo ? 1 : 0)
  page.unmount()
})
