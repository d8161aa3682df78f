import { beforeEach, expect, it, vi } from 'vitest'
import { api } from '@/api/client'
import { Problem } from '@/api/problem'
import { usePrint } from './print'

const rows = { value: Array.from({ length: 50 }, (_, at) => at) }
const hasNextPage = { value: true }
const fetchNextPage = vi.fn<() => Promise<{ isError: boolean; error: unknown }>>()
const refresh = vi.fn<() => Promise<{ isError: boolean; error: unknown }[]>>()
const paper = vi.fn<() => void>()
const post = vi.spyOn(api, 'POST')

beforeEach(() => {
  rows.value = rows.value.slice(0, 50)
  hasNextPage.value = true
  vi.stubGlobal('print', paper)
  for (const mock of [fetchNextPage, refresh, paper, post]) mock.mockReset()
  refresh.mockResolvedValue([{ isError: false, error: null }])
  post.mockResolvedValue({ data: undefined, response: new Response(null, { status: 204 }) } as never)
})

it('prints when every page is there and the trail knows of it', async () => {
  fetchNextPage.mockImplementation(() => {
    rows.value = [...rows.value, ...Array.from({ length: 35 }, (_, at) => at)]
    hasNextPage.value = rows.value.length < 120
    return Promise.resolve({ isError: false, error: null })
  })
  await usePrint({ refresh, hasNextPage, fetchNextPage }, rows, { value: { leader: 'l' } }).print()
  expect(post).toHaveBeenCalledWith('/api/v1/audit/prints', {
    body: { what: 'overdue', query: 'leader=l', count: 120 },
  })
  expect(paper).toHaveBeenCalledTimes(1)
})

it('prints nothing when a page is missing', async () => {
  fetchNextPage.mockResolvedValue({ isError: true, error: new Problem(0) })
  const { print, isPrinting } = usePrint({ refresh, hasNextPage, fetchNextPage }, rows, { value: {} })
  await expect(print()).rejects.toMatchObject({ code: 'network' })
  expect([post.mock.calls.length, paper.mock.calls.length, isPrinting.value]).toEqual([0, 0, false])
})

it('prints what is overdue now, not what was when the list was read', async () => {
  hasNextPage.value = false
  refresh.mockImplementation(() => {
    rows.value = rows.value.slice(0, 47)
    return Promise.resolve([{ isError: false, error: null }])
  })
  await usePrint({ refresh, hasNextPage, fetchNextPage }, rows, { value: {} }).print()
  expect(post.mock.calls[0]?.[1]).toMatchObject({ body: { count: 47 } })
})

it('prints nothing old when it cannot be read again', async () => {
  refresh.mockResolvedValue([
    { isError: false, error: null },
    { isError: true, error: new Problem(0) },
  ])
  const { print } = usePrint({ refresh, hasNextPage, fetchNextPage }, rows, { value: {} })
  await expect(print()).rejects.toMatchObject({ code: 'network' })
  expect([post.mock.calls.length, paper.mock.calls.length]).toEqual([0, 0])
})

it('prints nothing that the trail does not know of', async () => {
  hasNextPage.value = false
  post.mockResolvedValue({ error: { code: 'internal' }, response: new Response(null, { status: 500 }) } as never)
  await expect(usePrint({ refresh, hasNextPage, fetchNextPage }, rows, { value: {} }).print()).rejects.toMatchObject({
    status: 500,
  })
  expect(paper).not.toHaveBeenCalled()
})
