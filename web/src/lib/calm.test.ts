import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { calm } from './calm'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('answers the first call soon and a storm of others once in a while', () => {
  const work = vi.fn<() => void>()
  const storm = calm(work, { first: 400, between: 3_000 })
  storm.call()
  vi.advanceTimersByTime(400)
  expect(work).toHaveBeenCalledTimes(1)
  for (let i = 0; i < 20; i += 1) {
    storm.call()
    vi.advanceTimersByTime(100)
  }
  expect(work).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1_000)
  expect(work).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(60_000)
  expect(work).toHaveBeenCalledTimes(2)
  storm.call()
  vi.advanceTimersByTime(400)
  expect(work).toHaveBeenCalledTimes(3)
})

it('does nothing after it was stopped', () => {
  const work = vi.fn<() => void>()
  const storm = calm(work, { first: 400, between: 3_000 })
  storm.call()
  storm.stop()
  vi.advanceTimersByTime(5_000)
  expect(work).not.toHaveBeenCalled()
})
