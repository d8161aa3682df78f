// The turn of the day: midnight on this screen, or a demonstration's clock moved on another.
import { QueryObserver } from '@tanstack/vue-query'
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

it.each([
  ['at its own midnight, where the machine is days behind', '2023-02-17T15:58:00Z', 0, 3, 1],
  ['at its own midnight, where the machine is days ahead', '2023-02-24T15:58:00Z', 0, 3, 1],
  ['within the hour, where its midnight was two hours before', '2023-02-20T17:00:00Z', 60, 120, 1],
  ['now and then, where its midnight is three hours before', '2023-02-20T15:59:50Z', 180, 240, 122],
  ['seldom, where the days differ for good', '2023-02-24T03:00:00Z', 9999, 300, 5],
])('asks for the day %s', async (_, machine, turnsAfter, minutes, asked) => {
  stop()
  vi.setSystemTime(machine)
  const turn = Date.now() + turnsAfter * 60_000
  fetchMock.mockImplementation(async () => {
    const body = JSON.stringify(meOn(Date.now() < turn ? '2023-02-20' : '2023-02-21'))
    return new Response(body, { headers: { 'Content-Type': 'application/json' } })
  })
  queryClient.setQueryData(['me'], meOn('2023-02-20'))
  const looking = new QueryObserver(queryClient, { queryKey: ['me'], enabled: false }).subscribe(() => undefined)
  stop = followDay()
  await vi.advanceTimersByTimeAsync(minutes * 60_000)
  looking()
  expect(fetchMock).toHaveBeenCalledTimes(asked)
  expect(queryClient.getQueryData<Me>(['me'])?.today).toBe(turnsAfter < minutes ? '2023-02-21' : '2023-02-20')
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
