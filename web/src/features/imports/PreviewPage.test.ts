// From the preview to the drafts: the page says what it did where the reader is looking.
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { queryClient } from '@/api/client'
import type { Import, ImportRow, Me } from '@/api/types'
import { plugins } from '@/testing/plugins'
import PreviewPage from './PreviewPage.vue'

const row = {
  sheet: '任务',
  row: 4,
  kind: 'task',
  title: '事项',
  co_departments: [],
  readings: [],
  problems: [],
  report_cycle: 'none',
}
const made = (status: Import['status']): Import =>
  ({ id: 'i', status, file_name: '台账.xlsx', year: 2023, rows: [row as unknown as ImportRow], notes: [] }) as never
const fetchMock = vi.fn<typeof fetch>()
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
let stored: Import['status']
let drafts: { id: string; version: number }[] = []

function serve(apply: () => Response): void {
  fetchMock.mockImplementation(async (input) => {
    const { method, url } = input as Request
    if (method === 'POST') return apply()
    return url.includes('/imports/') ? json(200, made(stored)) : json(200, { items: drafts, next_cursor: null })
  })
}
async function open() {
  const page = mount(PreviewPage, {
    props: { id: 'i' },
    global: { plugins, stubs: { RouterLink: true } },
    attachTo: document.body,
  })
  await flushPromises()
  return page
}

beforeEach(() => {
  drafts = []
  fetchMock.mockReset()
  queryClient.clear()
  queryClient.setQueryData<Me>(['me'], { id: 'u', today: '2023-01-28' } as Me)
  vi.stubGlobal('fetch', fetchMock)
  vi.spyOn(window, 'scrollTo').mockReturnValue()
})
afterEach(() => {
  document.body.innerHTML = ''
  queryClient.clear()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it.each<[string, () => Response]>([
  ['the drafts are made', () => json(200, made('applied'))],
  ['a colleague was faster, or the first answer was lost', () => json(409, { code: 'already_applied' })],
])('goes to what comes next when %s', async (_, apply) => {
  stored = 'previewed'
  serve(() => {
    stored = 'applied'
    return apply()
  })
  const page = await open()
  await page.get('.bottom-bar .el-button--primary').trigger('click')
  await flushPromises()
  expect(document.activeElement?.textContent).toBe('已生成草稿')
  expect(window.scrollTo).toHaveBeenCalledWith({ top: 0 })
  expect(page.find('.bottom-bar').exists()).toBe(false)
  page.unmount()
})

it('leaves the focus alone on a page that was applied before', async () => {
  stored = 'applied'
  serve(() => json(500, {}))
  const page = await open()
  expect(page.text()).toContain('已生成草稿')
  expect(document.activeElement).toBe(document.body)
  expect(window.scrollTo).not.toHaveBeenCalled()
  page.unmount()
})

type Page = Awaited<ReturnType<typeof open>>
async function issueAll(page: Page): Promise<void> {
  await page.get('.issue .el-button--primary').trigger('click')
  await flushPromises()
  document.querySelector<HTMLElement>('.el-dialog .el-button--primary')?.click()
  await flushPromises()
}

it('issues all drafts in one go, and shows what is left when the answer is lost', async () => {
  stored = 'applied'
  drafts = [
    { id: 'a', version: 1 },
    { id: 'b', version: 2 },
  ]
  serve(() => {
    throw new TypeError('Failed to fetch')
  })
  const page = await open()
  const posts = () => fetchMock.mock.calls.map(([one]) => one as Request).filter(({ method }) => method === 'POST')
  await issueAll(page)
  expect(page.text()).toContain('全部交办（2项）')
  serve(() => {
    drafts = []
    return json(200, {})
  })
  await issueAll(page)
  expect(page.get('h2').text()).toBe('已交办2项')
  expect(await posts()[1]!.json()).toEqual({
    items: [
      { id: 'a', version: 1 },
      { id: 'b', version: 2 },
    ],
    input: {},
  })
  const keys = posts().map(({ headers }) => headers.get('Idempotency-Key'))
  expect(keys[1]).toBe(keys[0])
  page.unmount()
})

const stepNow = (page: Page): string =>
  page
    .findAll('.steps [aria-current="step"]')
    .map((step) => step.text())
    .join()
function saysTheyAreIssued(page: Page): void {
  expect(stepNow(page), 'every step is done').toBe('')
  expect(page.text()).toContain('已没有待交办的草稿')
  expect(page.text()).not.toContain('各单位尚未看到')
  expect(page.find('.errors').exists()).toBe(false)
}

it('does not say that the departments see nothing yet when the drafts were issued before', async () => {
  stored = 'applied'
  serve(() => json(500, {}))
  const page = await open()
  saysTheyAreIssued(page)
  page.unmount()
})

it('does not when they were issued and the answer was lost', async () => {
  stored = 'applied'
  drafts = [{ id: 'a', version: 1 }]
  serve(() => {
    drafts = []
    throw new TypeError('Failed to fetch')
  })
  const page = await open()
  expect(page.text()).toContain('各单位尚未看到')
  expect(stepNow(page)).toBe('4交办')
  // What will be done has been done.
  expect(page.text()).not.toContain('将登记为')
  await issueAll(page)
  saysTheyAreIssued(page)
  page.unmount()
})
