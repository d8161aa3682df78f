import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { queryClient } from '@/api/client'
import type { Matter, Me } from '@/api/types'
import { plugins } from '@/testing/plugins'
import ActionBar from './ActionBar.vue'
import ActionDrawer from './ActionDrawer.vue'

const matter = {
  id: 'm',
  version: 3,
  title: '清理账款',
  progress_percent: 10,
  leader: { id: 'l', name: '县长' },
  co_departments: [],
  extensions: [],
} as unknown as Matter
const fetchMock = vi.fn<typeof fetch>()
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const sent = (): Request[] =>
  fetchMock.mock.calls.map(([request]) => request as Request).filter((request) => request.method === 'POST')

beforeEach(() => {
  fetchMock.mockReset()
  fetchMock.mockImplementation(async () => json(200, { items: [] }))
  vi.stubGlobal('fetch', fetchMock)
  sessionStorage.clear()
  queryClient.setQueryData<Me>(['me'], { id: 'u', today: '2023-03-15' } as Me)
})
afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

function openForm(action: 'claim' | 'sign' | 'report', version = 3) {
  return mount(ActionDrawer, {
    props: { action, targets: [{ ...matter, version }], matter, modelValue: true },
    global: { plugins },
    attachTo: document.body,
  })
}
const text = (): HTMLTextAreaElement => document.querySelector('textarea') as HTMLTextAreaElement
async function write(words: string): Promise<void> {
  text().value = words
  text().dispatchEvent(new Event('input'))
  await flushPromises()
}
async function send(): Promise<void> {
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
}

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

const keyAt = (index: number): string | null => sent()[index]?.headers.get('Idempotency-Key') ?? null
const answerPosts = (answer: () => Response): void =>
  void fetchMock.mockImplementation(async (input) =>
    (input as Request).method === 'POST' ? answer() : json(200, { items: [] }),
  )

it('sends the same again under the same key after a lost answer, and what was corrected under another', async () => {
  openForm('claim')
  await flushPromises()
  await write('入库批复见附件')
  answerPosts(() => {
    throw new TypeError('Failed to fetch')
  })
  await send()
  await send()
  await write('入库批复附后')
  await send()
  expect(keyAt(1)).toBe(keyAt(0))
  expect(keyAt(2)).not.toBe(keyAt(0))
})

/** A report was sent, no answer came, and the form is opened again on the matter as it became. */
async function openAfterNoAnswer() {
  const first = openForm('report')
  await flushPromises()
  await write('完成八成')
  answerPosts(() => json(503, {}))
  await send()
  first.unmount()
  document.body.innerHTML = ''
  const second = openForm('report', 4)
  await flushPromises()
  return second
}

it('does not do twice what was done without an answer, when the form is opened again on the matter as it became', async () => {
  const second = await openAfterNoAnswer()
  answerPosts(() => json(200, { ...matter, version: 4 }))
  await send()
  expect(sent().map(({ headers }) => headers.get('If-Match'))).toEqual(['"3"', '"3"'])
  expect(keyAt(1)).toBe(keyAt(0))
  second.unmount()
  document.body.innerHTML = ''
  openForm('report', 4)
  await flushPromises()
  expect(text().value).toBe('')
})

it('takes the matter of now when it is begun anew, and nothing of the refusal before', async () => {
  await openAfterNoAnswer()
  await send()
  expect(document.querySelector('.errors')).not.toBeNull()
  ;(document.querySelector('.hint .el-button') as HTMLElement).click()
  await flushPromises()
  expect([text().value, document.querySelector('.errors')]).toEqual(['', null])
  await write('完成九成')
  await send()
  expect(sent().map(({ headers }) => headers.get('If-Match'))).toEqual(['"3"', '"3"', '"4"'])
})

it('takes the matter of now when what was sent before was refused', async () => {
  const first = openForm('claim')
  await flushPromises()
  await write('入库批复')
  answerPosts(() => json(409, { code: 'conflict', rule: 'co_parts_open' }))
  await send()
  first.unmount()
  document.body.innerHTML = ''
  openForm('claim', 4)
  await flushPromises()
  await send()
  expect(sent().map(({ headers }) => headers.get('If-Match'))).toEqual(['"3"', '"4"'])
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

describe('an answer that comes when the form is closed', () => {
  let answer: (response: Response) => void
  /** A report is sent and the form closed while its answer is awaited. */
  async function closeWhileSending() {
    const drawer = openForm('report')
    await flushPromises()
    await write('第一稿')
    fetchMock.mockImplementation((input) =>
      (input as Request).method === 'POST'
        ? new Promise((resolve) => (answer = resolve))
        : Promise.resolve(json(200, { items: [] })),
    )
    await send()
    await drawer.setProps({ modelValue: false })
    return drawer
  }
  const reopen = async (drawer: Awaited<ReturnType<typeof closeWhileSending>>): Promise<void> => {
    await drawer.setProps({ modelValue: true })
    await flushPromises()
  }
  const says = (words: string): Promise<void> =>
    vi.waitFor(() => expect(document.body.textContent).toContain(words), { timeout: 10_000 })
  const took = (): Response => json(200, { ...matter, version: 4 })

  it('counts as done, and leaves no text behind', async () => {
    const drawer = await closeWhileSending()
    answer(took())
    await vi.waitFor(() => expect(drawer.emitted('done')).toHaveLength(1))
    expect(Object.keys(sessionStorage)).toEqual([])
    await reopen(drawer)
    expect(text().value).toBe('')
    drawer.unmount()
  })

  it.each<[string, () => Response, string, string | null]>([
    [
      'it was refused',
      () => json(409, { code: 'conflict', detail: '不能反馈' }),
      '刚才提交的操作未成功：不能反馈',
      '"5"',
    ],
    ['it did not come', () => json(503, { detail: '数据库忙' }), '是否已办理，请以最新状态为准。数据库忙', '"3"'],
  ])('is told when %s, and the text is kept', async (_, refusal, words, version) => {
    const drawer = await closeWhileSending()
    answer(refusal())
    await says(words)
    await drawer.setProps({ targets: [{ ...matter, version: 5 }] })
    await reopen(drawer)
    expect(text().value).toBe('第一稿')
    answerPosts(took)
    await send()
    expect(sent()[1]?.headers.get('If-Match')).toBe(version)
    expect(keyAt(1) === keyAt(0)).toBe(version === '"3"')
    drawer.unmount()
  })

  it('does not take a second text away, nor close its form', async () => {
    const drawer = await closeWhileSending()
    await reopen(drawer)
    await write('第二稿')
    answer(took())
    await vi.waitFor(() => expect(drawer.emitted('done')).toHaveLength(1))
    expect([text().value, drawer.emitted('update:modelValue')]).toEqual(['第二稿', undefined])
    answerPosts(took)
    await send()
    expect(await sent()[1]?.json()).toMatchObject({ progress: '第二稿' })
    expect(keyAt(1)).not.toBe(keyAt(0))
    drawer.unmount()
  })

  it('closes the form that shows the same text again', async () => {
    const drawer = await closeWhileSending()
    await reopen(drawer)
    answer(took())
    await vi.waitFor(() => expect(drawer.emitted('update:modelValue')).toEqual([[false]]))
    drawer.unmount()
  })
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
