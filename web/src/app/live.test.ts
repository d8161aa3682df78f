// The turn of the day: midnight on this screen, or a demonstration's clock moved on another.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { queryClient } from '@/api/client'
import type { Me } from '@/api/types'
import { followDay, useLive } from './live'

const meOn = (today: string): Me => ({ id: 'u', today }) as Me
const fetchMock = vi.fn<typeof fetch>()
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2023-02-20T15:58:00Z') })
  fetchMock.mockImplementation(() =>
    Promise.resolve(
      new Response(JSON.stringify(meOn('2023-02-21')), { headers: { 'Content-Type': 'application/json' } }),
    ),
  )
  fetchMock.mockClear()
  vi.stubGlobal('fetch', fetchMock)
  queryClient.clear()
  queryClient.setQueryData(['me'], meOn('2023-02-20'))
  queryClient.setQueryData(['matters', {}], ['yellow'])
  stop = followDay()
})
afterEach(() => {
  stop()
  queryClient.clear()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const isStale = (key: readonly unknown[]): boolean | undefined => queryClient.getQueryState(key)?.isInvalidated

it('reads everything again after the region’s midnight', async () => {
  await vi.advanceTimersByTimeAsync(60_000)
  expect(isStale(['matters', {}])).toBe(false)
  await vi.advanceTimersByTimeAsync(90_000)
  expect(queryClient.getQueryData<Me>(['me'])?.today).toBe('2023-02-21')
  expect(isStale(['matters', {}])).toBe(true)
})

it('asks again until the region’s day has come, where the clock of the machine is fast', async () => {
  const answers = ['2023-02-20', '2023-02-20', '2023-02-21']
  fetchMock.mockImplementation(() =>
    Promise.resolve(
      new Response(JSON.stringify(meOn(answers.shift() ?? '2023-02-21')), {
        headers: { 'Content-Type': 'application/json' },
      }),
    ),
  )
  await vi.advanceTimersByTimeAsync(4 * 60_000)
  expect(queryClient.getQueryData<Me>(['me'])?.today).toBe('2023-02-21')
  expect(fetchMock).toHaveBeenCalledTimes(3)
})

it('leaves the day of a demonstration to its own clock', async () => {
  queryClient.setQueryData(['demo', 'clock'], { today: '2023-02-20' })
  await vi.advanceTimersByTimeAsync(10)
  fetchMock.mockClear()
  await vi.advanceTimersByTimeAsync(4 * 60_000)
  expect(fetchMock).not.toHaveBeenCalled()
})

it('follows a demonstration clock that somebody else moved', async () => {
  queryClient.setQueryData(['demo', 'clock'], { today: '2023-02-20' })
  await vi.advanceTimersByTimeAsync(10)
  fetchMock.mockClear()
  queryClient.setQueryData(['demo', 'clock'], { today: '2023-02-21' })
  await vi.advanceTimersByTimeAsync(10)
  expect(fetchMock).toHaveBeenCalledTimes(1)
  expect(isStale(['matters', {}])).toBe(true)
})

it('reads a waiting import again when matters are made, and no other', async () => {
  const line = 'event: change\ndata: {"change_seq":"1.0","matter_id":"m","action":"create"}\n\n'
  fetchMock.mockImplementation(() => Promise.resolve(new Response(line)))
  queryClient.setQueryData(['import', 'a'], { status: 'previewed' })
  queryClient.setQueryData(['import', 'b'], { status: 'applied' })
  const scope = effectScope()
  scope.run(useLive)
  await vi.advanceTimersByTimeAsync(1_000)
  expect([isStale(['import', 'a']), isStale(['import', 'b'])]).toEqual([true, false])
  scope.stop()
})
