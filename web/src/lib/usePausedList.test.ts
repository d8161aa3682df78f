import { useInfiniteQuery } from '@tanstack/vue-query'
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { computed, ref } from 'vue'
import { queryClient } from '@/api/client'
import { plugins } from '@/testing/plugins'
import { usePausedList } from './usePausedList'

const readPage = vi.fn<(of: string) => Promise<number>>()
const settle = () => vi.advanceTimersByTimeAsync(10)
/** What a change, a line that came back and a new day do. */
async function callOld(): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: ['list'] })
  await settle()
}
const nothing = () => settle()

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2023-03-15T01:00:00Z') })
  readPage.mockReset()
  readPage.mockResolvedValue(1)
})
afterEach(() => {
  queryClient.clear()
  vi.useRealTimers()
})

function show(first = 'a') {
  const of = ref(first)
  const key = () => ['list', of.value] as const
  const open = (enabled: () => boolean) =>
    useInfiniteQuery({
      queryKey: computed(key),
      queryFn: ({ queryKey: [, wanted] }) => readPage(wanted),
      initialPageParam: 0,
      getNextPageParam: (_last, pages) => (pages.length < 5 ? pages.length : null),
      placeholderData: (previous) => previous,
      enabled: computed(enabled),
    })
  let shown = {} as ReturnType<typeof usePausedList<ReturnType<typeof open>>>
  const page = mount(
    { template: '<i />', setup: () => void (shown = usePausedList(key, open)) },
    { global: { plugins } },
  )
  const scroll = async (pages: number): Promise<void> => {
    await settle()
    for (let read = 1; read < pages; read += 1) await shown.list.fetchNextPage()
    await settle()
  }
  return { ...shown, of, page, scroll }
}

it.each([
  ['two pages read themselves again when they are out of date', 2, callOld, false, 2],
  ['three stand still', 3, nothing, false, 0],
  ['three stand still and say so when they are out of date', 3, callOld, true, 0],
])('%s', async (_, pages, happens, says, readAgain) => {
  const { paused, outdated, page, scroll } = show()
  await scroll(pages)
  readPage.mockClear()
  await happens()
  expect([paused.value, outdated.value, readPage.mock.calls.length]).toEqual([pages > 2, says, readAgain])
  page.unmount()
})

it.each([
  ['at once', 0, nothing, false],
  ['after a while', 61_000, nothing, true],
  ['after the day turned', 0, callOld, true],
])('come back to %s, a long list is not read again but says that it may be old', async (_, after, happens, says) => {
  const before = show()
  await before.scroll(3)
  before.page.unmount()
  await happens()
  await vi.advanceTimersByTimeAsync(after)
  readPage.mockClear()
  const { paused, outdated, page } = show()
  await settle()
  expect([paused.value, outdated.value, readPage.mock.calls.length]).toEqual([true, says, 0])
  page.unmount()
})

it('begins anew with another list, and stands still on the way back to a long one', async () => {
  const { of, paused, outdated, page, scroll } = show()
  await scroll(3)
  await callOld()
  of.value = 'b'
  await settle()
  expect([paused.value, outdated.value, readPage.mock.lastCall]).toEqual([false, false, ['b']])
  await scroll(3)
  readPage.mockClear()
  of.value = 'a'
  await settle()
  await callOld()
  expect([paused.value, outdated.value, readPage.mock.calls]).toEqual([true, true, []])
  page.unmount()
})

it('has nothing newer once it is read again, but for what changed meanwhile', async () => {
  const { paused, outdated, page, refresh, scroll } = show()
  await scroll(3)
  await callOld()
  readPage.mockClear()
  await refresh()
  expect([paused.value, outdated.value, readPage.mock.calls.length]).toEqual([true, false, 3])
  await callOld()
  readPage.mockImplementationOnce(async () => {
    void queryClient.invalidateQueries({ queryKey: ['list'] })
    return 1
  })
  await refresh()
  expect(outdated.value).toBe(true)
  page.unmount()
})
