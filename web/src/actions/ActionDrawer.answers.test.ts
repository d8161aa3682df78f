// Answers that are lost, or come when the form is closed: nothing is done twice, and nothing that was typed is lost.
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import {
  answerPosts,
  fetchMock,
  json,
  keyAt,
  matter,
  openForm,
  send,
  sent,
  text,
  useDrawerTests,
  write,
} from '@/testing/actionDrawer'

useDrawerTests()

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
