import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import {
  answerPosts,
  fetchMock,
  json,
  matter,
  openForm,
  send,
  sent,
  text,
  useDrawerTests,
  write,
} from '@/testing/actionDrawer'
import { plugins } from '@/testing/plugins'
import ActionBar from './ActionBar.vue'

useDrawerTests()

it('does not send a form whose required field is empty, and says which', async () => {
  openForm('claim')
  await flushPromises()
  await send()
  expect(sent()).toHaveLength(0)
  await vi.waitFor(() => expect(document.querySelector('.el-form-item.is-error')?.textContent).toContain('必填'), {
    timeout: 10_000,
  })
})

it('keeps what was typed when somebody else was faster, and sends it with the fresh version', async () => {
  const drawer = openForm('claim')
  await flushPromises()
  await write('入库批复见附件')
  fetchMock.mockImplementation(async (input) =>
    (input as Request).method === 'POST'
      ? json(412, { code: 'stale_version', title: '版本已过期' })
      : json(200, { items: [] }),
  )
  await send()
  expect(sent()[0]?.headers.get('If-Match')).toBe('"3"')
  expect(document.querySelector('[role=alert]')?.textContent).toContain('版本已过期')

  fetchMock.mockImplementation(async () => json(200, { ...matter, version: 4, actions: ['claim'] }))
  ;(document.querySelector('.refresh') as HTMLElement).click()
  await flushPromises()
  expect(text().value).toBe('入库批复见附件')

  fetchMock.mockImplementation(async () => json(200, { ...matter, version: 5 }))
  await send()
  expect(sent()[1]?.headers.get('If-Match')).toBe('"4"')
  expect(await sent()[1]?.json()).toEqual({ evidence: '入库批复见附件' })
  expect(drawer.emitted('done')).toHaveLength(1)
})

it('stands by what it was opened for when the list moves on, and says so when the matter does not allow it any more', async () => {
  const drawer = openForm('claim')
  await flushPromises()
  await write('入库批复见附件')
  await drawer.setProps({ targets: [] })
  expect(text().value).toBe('入库批复见附件')
  fetchMock.mockImplementation(async (input) =>
    (input as Request).method === 'POST'
      ? json(412, { code: 'stale_version', title: '版本已过期' })
      : json(200, { ...matter, version: 9, actions: [] }),
  )
  await send()
  expect(sent()[0]?.headers.get('If-Match')).toBe('"3"')
  ;(document.querySelector('.refresh') as HTMLElement).click()
  await vi.waitFor(() => expect(document.body.textContent).toContain('已不能“申请办结”'), { timeout: 10_000 })
  expect(text().value).toBe('入库批复见附件')
  expect(document.querySelector<HTMLButtonElement>('button[type=submit]')?.disabled).toBe(true)
})

it('has what was typed back after it was closed without sending, and not once it was sent', async () => {
  const first = openForm('claim')
  await flushPromises()
  await write('入库批复')
  first.unmount()
  document.body.innerHTML = ''
  const second = openForm('claim')
  await flushPromises()
  expect([text().value, document.body.textContent?.includes('已恢复')]).toEqual(['入库批复', true])
  fetchMock.mockImplementation(async () => json(200, { ...matter, version: 4 }))
  await send()
  second.unmount()
  document.body.innerHTML = ''
  openForm('claim')
  await flushPromises()
  expect(text().value).toBe('')
})

it('keeps no draft of what was typed and taken back', async () => {
  const first = openForm('claim')
  await flushPromises()
  await write('入')
  await write('')
  first.unmount()
  expect(Object.keys(sessionStorage)).toEqual([])
})

it('does not take a line that is down for a matter that is gone', async () => {
  openForm('claim')
  await flushPromises()
  await write('入库批复见附件')
  answerPosts(() => json(412, { code: 'stale_version', title: '版本已过期' }))
  await send()
  fetchMock.mockRejectedValue(new TypeError('Failed to fetch'))
  const refresh = document.querySelector('.refresh') as HTMLElement
  refresh.click()
  await vi.waitFor(() => expect(document.body.textContent).toContain('连不上服务器'), { timeout: 10_000 })
  expect(document.querySelector('.refresh')).toBe(refresh)
  expect(document.querySelector('.skipped')).toBeNull()
  expect(document.querySelector<HTMLButtonElement>('button[type=submit]')?.disabled).toBe(false)
})

it.each([
  [507, 'storage_full', '磁盘空间不足，没有保存。'],
  [503, 'database_busy', '数据库正忙，请稍后再试。'],
  [503, 'database_unavailable', '数据库暂时连不上。'],
])('says what the server says of its trouble (%i %s), and keeps the text', async (status, code, detail) => {
  const drawer = openForm('claim')
  await flushPromises()
  await write('入库批复见附件')
  answerPosts(() => json(status, { code, detail }))
  await send()
  const said = document.querySelector('.errors')?.textContent
  expect(said).toContain(detail)
  expect(said).toContain('填写的内容仍在')
  expect(text().value).toBe('入库批复见附件')
  drawer.unmount()
})

const percent = (): HTMLInputElement => document.querySelector('input[name=percent]') as HTMLInputElement
it.each<[string, string | null]>([
  ['0', null],
  ['1', null],
  ['47', null],
  ['98', null],
  ['100', null],
  ['101', '完成进度（%）须为0至100的整数。'],
  ['-1', '完成进度（%）须为0至100的整数。'],
  ['47.5', '完成进度（%）须为0至100的整数。'],
  ['', '必填'],
])('a report of %j percent: %s', async (typed, refusal) => {
  const drawer = openForm('report')
  await flushPromises()
  await write('完成')
  percent().value = typed
  percent().dispatchEvent(new Event('input'))
  percent().dispatchEvent(new Event('change'))
  await flushPromises()
  answerPosts(() => json(200, { ...matter, version: 4 }))
  await send()
  expect(percent().value).toBe(typed)
  if (refusal === null) {
    expect(await sent()[0]?.json()).toEqual({ percent: Number(typed), progress: '完成' })
  } else {
    expect(sent()).toEqual([])
    await vi.waitFor(() => expect(document.querySelector('.el-form-item.is-error')?.textContent).toContain(refusal))
  }
  drawer.unmount()
})

it('draws the buttons that the server allows and no others', () => {
  const bar = mount(ActionBar, { props: { actions: ['sign', 'object', 'edit'] }, global: { plugins } })
  expect(bar.findAll('button').map((button) => button.text())).toEqual(['签收', '提出异议', '编辑'])
  expect(mount(ActionBar, { props: { actions: [] }, global: { plugins } }).findAll('button')).toHaveLength(0)
})
