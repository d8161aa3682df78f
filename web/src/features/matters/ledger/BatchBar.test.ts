import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { queryClient } from '@/api/client'
import type { Matter, MatterRow, Me } from '@/api/types'
import { plugins } from '@/testing/plugins'
import BatchBar from './BatchBar.vue'

const row = (id: string): MatterRow =>
  ({ id, version: 1, title: `事项${id}`, status: 'in_progress', stage: 'county' }) as unknown as MatterRow
const fetchMock = vi.fn<typeof fetch>()
const json = (body: unknown): Response =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })

beforeEach(() => {
  sessionStorage.clear()
  fetchMock.mockReset()
  fetchMock.mockImplementation(async () => json({ items: [] }))
  vi.stubGlobal('fetch', fetchMock)
  queryClient.setQueryData<Me>(['me'], { id: 'u', today: '2023-03-15' } as Me)
})
afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

const open = (actions: Matter['actions'], all = 2) => {
  queryClient.setQueryData<Matter>(['matter', 'a'], { ...row('a'), actions } as Matter)
  const props = { rows: [row('a'), row('b')], all, selecting: false }
  return mount(BatchBar, { props, global: { plugins }, attachTo: document.body })
}

it('sends what was chosen when the form opened, though the rows have left the list', async () => {
  const bar = open(['urge'])
  await bar.get('[data-action="urge"]').trigger('click')
  await flushPromises()
  const text = document.querySelector('textarea') as HTMLTextAreaElement
  text.value = '请抓紧'
  text.dispatchEvent(new Event('input'))
  await bar.setProps({ rows: [] })
  expect(document.querySelector('textarea')?.value).toBe('请抓紧')
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
  const post = fetchMock.mock.calls.map(([request]) => request as Request).find(({ method }) => method === 'POST')
  expect(await post?.json()).toEqual({
    items: [
      { id: 'a', version: 1 },
      { id: 'b', version: 1 },
    ],
    input: { color: 'blue', text: '请抓紧' },
  })
  bar.unmount()
})

it('offers the batch to the city, whose document is asked for once', async () => {
  const bar = open(['escalation_submit'])
  await bar.get('[data-action="escalation_submit"]').trigger('click')
  await flushPromises()
  expect(document.querySelector('.el-dialog')?.textContent).toContain('提请市级2项')
  bar.unmount()
})

it.each([
  [2, ''],
  [120, '选择全部120项'],
  [900, '选择前200项（共900项）'],
])('of %i matters it offers: %s', (all, words) => {
  const bar = open(['urge'], all)
  const offered = bar.findAll('button').map((button) => button.text())
  expect(offered.find((text) => text.startsWith('选择')) ?? '').toBe(words)
  bar.unmount()
})
