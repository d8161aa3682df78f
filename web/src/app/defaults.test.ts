// Nothing waits unseen: reads and writes are tried and fail, whatever the browser says of the network.
import { onlineManager } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { queryClient } from '@/api/client'
import { fetchMatter } from '@/api/matter'
import { plugins } from '@/testing/plugins'
import { useAct } from '@/actions/queries'
import { useSignIn } from '@/features/auth/signIn'
import { useHome } from '@/features/home/queries'
import { useMatterList } from '@/features/matters/queries'
import { useMarkAllRead } from '@/features/notifications/queries'

const fetchMock = vi.fn<typeof fetch>()
beforeEach(() => {
  queryClient.clear()
  fetchMock.mockReset()
  fetchMock.mockRejectedValue(new TypeError('Failed to fetch'))
  vi.stubGlobal('fetch', fetchMock)
  onlineManager.setOnline(false)
})
afterEach(() => {
  onlineManager.setOnline(true)
  queryClient.clear()
  vi.unstubAllGlobals()
})

const within = <T>(use: () => T): { found: T; leave: () => void } => {
  let found = undefined as T
  const page = mount({ template: '<i />', setup: () => void (found = use()) }, { global: { plugins } })
  return { found, leave: () => page.unmount() }
}
interface Read {
  error: { value: unknown }
}
interface Write {
  mutateAsync: (value: never) => Promise<unknown>
}

it.each<[string, () => Read]>([
  ['the home page', useHome],
  ['the ledger', () => useMatterList({})],
])('%s says at once that the server is away', async (_, use) => {
  const { found, leave } = within(use)
  await flushPromises()
  expect(found.error.value).toMatchObject({ code: 'network' })
  expect(fetchMock).toHaveBeenCalledTimes(1)
  leave()
})

it.each<[string, () => Write, unknown]>([
  ['an action', useAct, { id: 'm', version: 1, action: 'sign', input: {} }],
  ['signing in', useSignIn, { username: 'a', password: 'b' }],
  ['marking as read', useMarkAllRead, undefined],
])('%s fails at once and is not done later', async (_, use, value) => {
  const { found, leave } = within(use)
  await expect(found.mutateAsync(value as never)).rejects.toMatchObject({ code: 'network' })
  const tried = fetchMock.mock.calls.length
  leave()
  onlineManager.setOnline(true)
  await queryClient.resumePausedMutations()
  await flushPromises()
  const written = fetchMock.mock.calls.slice(tried).filter(([input]) => (input as Request).method !== 'GET')
  expect(written).toEqual([])
})

it('a read that is asked for in between fails as well', async () => {
  const asked = queryClient.fetchQuery({ queryKey: ['matter', 'm'], queryFn: () => fetchMatter('m') })
  await expect(asked).rejects.toMatchObject({ code: 'network' })
})

const sources = import.meta.glob<string>(['../**/*.{vue,ts}', '!../**/*.test.ts', '!../api/schema.d.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const filesWith = (pattern: RegExp): string[] =>
  Object.entries(sources)
    .filter(([, text]) => pattern.test(text))
    .map(([name]) => name.replace('../', ''))

it.each<[string, RegExp, string[]]>([
  ['the network mode of reads and writes', /networkMode/, ['api/queries.ts']],
  ['what is tried again', /\bretryDelay\b|\bretry: (?!'|\[)/, ['api/queries.ts']],
  ['the cache', /new QueryClient\(/, ['api/queries.ts']],
  ['how a write is made', /useMutation\b/, ['ui/write.ts']],
  ['how a request is sent', /(?<![\w.])fetch\(/, ['api/stream.ts', 'api/timeout.ts']],
])('%s is decided in one place', (_, pattern, places) => {
  expect(filesWith(pattern).sort()).toEqual(places)
})

/** The calls of these sources that write, from their name to the bracket that closes them. */
const writesIn = (text: string): string[] =>
  Array.from(text.matchAll(/\bapi\.(?:POST|PUT|PATCH|DELETE)\(/g), ({ index }) => {
    let end = text.indexOf('(', index)
    let depth = 0
    do depth += { '(': 1, ')': -1 }[text[end++] as string] ?? 0
    while (depth > 0)
    return text.slice(index, end)
  })

it('every write of a form can be given up until it is sent', () => {
  const calls = Object.values(sources).flatMap(writesIn)
  expect(calls.length).toBeGreaterThan(15)
  const alone = [
    "api.POST('/api/v1/auth/logout')",
    "api.POST('/api/v1/audit/prints', { body: { what: 'overdue', query, count } })",
  ]
  expect(calls.filter((call) => !/\bsignal\b/.test(call) && !alone.includes(call))).toEqual([])
})
