// An answer that is lost says nothing of the write: the same sent again is done once.
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { NewUser, Settings } from '@/api/adminTypes'
import { queryClient } from '@/api/client'
import { plugins } from '@/testing/plugins'
import { useSaveSettings } from './settings/queries'
import { useCreateUser, usePatchUser, useSetPassword } from './users/queries'

const fetchMock = vi.fn<typeof fetch>()
beforeEach(() => {
  fetchMock.mockReset()
  vi.stubGlobal('fetch', fetchMock)
})
afterEach(() => {
  queryClient.clear()
  vi.unstubAllGlobals()
})

interface Write {
  mutateAsync: (value: never) => Promise<unknown>
}
it.each<[string, () => Write, object, object]>([
  ['an account', useCreateUser, { username: 'a' } as NewUser, { username: 'b' } as NewUser],
  [
    'a change of an account',
    usePatchUser,
    { id: 'u', changes: { active: false } },
    { id: 'u', changes: { name: '王' } },
  ],
  ['a password', useSetPassword, { id: 'u', password: 'a' }, { id: 'u', password: 'b' }],
  [
    'the settings',
    useSaveSettings,
    { version: 1, settings: { sign_days: 1 } as Settings },
    { version: 2, settings: { sign_days: 1 } as Settings },
  ],
])('keeps the key of %s until it is answered', async (_, use, value, other) => {
  let write = {} as Write
  const page = mount({ template: '<i />', setup: () => void (write = use()) }, { global: { plugins } })
  const send = async (what: object): Promise<string | null> => {
    await write.mutateAsync(what as never).catch(() => undefined)
    await flushPromises()
    return (fetchMock.mock.lastCall?.[0] as Request).headers.get('Idempotency-Key')
  }
  fetchMock.mockRejectedValue(new TypeError('Failed to fetch'))
  const first = await send(value)
  fetchMock.mockImplementation(async () => new Response('{}', { headers: { 'Content-Type': 'application/json' } }))
  expect(await send(value)).toBe(first)
  expect(await send(other)).not.toBe(first)
  page.unmount()
})

it('takes another key for the same that is meant again after it was done', async () => {
  let write = {} as ReturnType<typeof usePatchUser>
  const page = mount({ template: '<i />', setup: () => void (write = usePatchUser()) }, { global: { plugins } })
  fetchMock.mockImplementation(async () => new Response('{}', { headers: { 'Content-Type': 'application/json' } }))
  for (let times = 0; times < 2; times += 1) await write.mutateAsync({ id: 'u', changes: { active: false } })
  const keys = fetchMock.mock.calls.map(([request]) => (request as Request).headers.get('Idempotency-Key'))
  expect(keys[0]).not.toBe(keys[1])
  page.unmount()
})
