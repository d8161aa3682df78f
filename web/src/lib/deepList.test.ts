import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { openStream } from '@/api/stream'
import { useDeepList } from './deepList'

/** Something was changed by somebody. */
async function change(): Promise<void> {
  vi.stubGlobal('fetch', async () => new Response('event: change\ndata: {"action":"sign"}\n\n'))
  const close = openStream()
  await vi.advanceTimersByTimeAsync(10)
  close()
}

beforeEach(() => void vi.useFakeTimers({ now: new Date('2023-03-15T01:00:00Z') }))
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function listOf(pages: number, readAgo = 0) {
  const list = {
    data: ref({ pages: Array.from({ length: pages }) }),
    dataUpdatedAt: ref(Date.now() - readAgo),
    refetch: vi.fn<() => Promise<unknown>>(() => Promise.resolve()),
  }
  const [request, deep, scope] = [ref({ leader: 'a' }), ref(false), effectScope()]
  const { outdated, renew } = scope.run(() => useDeepList(list, request, deep))!
  return { list, request, deep, outdated, renew, scope }
}

it.each([
  ['two pages read themselves again', 2, 0, false, false, false],
  ['three stand still and say so when something changed', 3, 0, true, false, true],
  ['three come back to after a while may be of then', 3, 61_000, true, true, true],
])('%s', async (_, pages, readAgo, isDeep, atFirst, afterChange) => {
  const { deep, outdated, scope } = listOf(pages, readAgo)
  expect([deep.value, outdated.value]).toEqual([isDeep, atFirst])
  await change()
  expect(outdated.value).toBe(afterChange)
  scope.stop()
})

it('begins anew with other filters, and when it is read again', async () => {
  const { list, request, deep, outdated, renew, scope } = listOf(3)
  await change()
  await renew()
  expect([list.refetch.mock.calls.length, outdated.value]).toEqual([1, false])
  await change()
  request.value = { leader: 'b' }
  await nextTick()
  expect([deep.value, outdated.value]).toEqual([false, false])
  scope.stop()
})
