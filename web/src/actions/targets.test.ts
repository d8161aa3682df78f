import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { recheckTargets } from './targets'

const fetchMock = vi.fn<typeof fetch>()
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const target = (id: string) => ({ id, version: 1, title: id })
const answers: Record<string, [number, object]> = {
  still: [200, { ...target('still'), version: 2, actions: ['claim'] }],
  moved: [200, { ...target('moved'), actions: [] }],
  hidden: [404, {}],
  refused: [403, {}],
  broken: [500, {}],
}

beforeEach(() => {
  vi.stubGlobal('fetch', fetchMock)
  fetchMock.mockImplementation(async (input) => json(...answers[(input as Request).url.split('/').at(-1) as string]!))
})
afterEach(() => vi.unstubAllGlobals())

it('tells what still allows the action, as it is now, from what does not', async () => {
  const { allowed, skipped } = await recheckTargets(['still', 'moved', 'hidden', 'refused'].map(target), 'claim')
  expect(allowed).toEqual([{ ...target('still'), version: 2 }])
  expect(skipped.map(({ id }) => id)).toEqual(['moved', 'hidden', 'refused'])
})

it('knows nothing when the server did not say', async () => {
  await expect(recheckTargets(['still', 'broken'].map(target), 'claim')).rejects.toMatchObject({ status: 500 })
})
