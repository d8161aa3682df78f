import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { throttle } from './throttle'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('runs soon after the first call, and once an interval for a burst of others', () => {
  const work = vi.fn<() => void>()
  const throttled = throttle(work, { delay: 400, interval: 3_000 })
  throttled.call()
  vi.advanceTimersByTime(400)
  expect(work).toHaveBeenCalledTimes(1)
  for (let i = 0; i < 20; i += 1) {
    throttled.call()
    vi.advanceTimersByTime(100)
  }
  expect(work).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1_000)
  expect(work).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(60_000)
  expect(work).toHaveBeenCalledTimes(2)
  throttled.call()
  vi.advanceTimersByTime(400)
  expect(work).toHaveBeenCalledTimes(3)
})

it('does not run after it was cancelled', () => {
  const work = vi.fn<() => void>()
  const throttled = throttle(work, { delay: 400, interval: 3_000 })
  throttled.call()
  throttled.cancel()
  vi.advanceTimersByTime(5_000)
  expect(work).not.toHaveBeenCalled()
})
