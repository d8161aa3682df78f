// The turn of the day: midnight on this screen, or a demonstration's clock moved on another.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { queryClient } from '@/api/client'
import type { Me } from '@/api/types'
import { followDay } from './live'

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

it('follows a demonstration clock that somebody else moved', async () => {
  queryClient.setQueryData(['demo', 'clock'], { today: '2023-02-20' })
  await vi.advanceTimersByTimeAsync(10)
  fetchMock.mockClear()
  queryClient.setQueryData(['demo', 'clock'], { today: '2023-02-21' })
  await vi.advanceTimersByTimeAsync(10)
  expect(fetchMock).toHaveBeenCalledTimes(1)
  expect(isStale(['matters', {}])).toBe(true)
})
