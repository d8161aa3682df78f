import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RouteLocationNormalized } from 'vue-router'
import { beginSession, endSession, leaveBrowser } from '@/api/session'
import type { Me, SignedIn } from '@/api/types'
import { guard } from './guards'

const fetchMock = vi.fn<typeof fetch>()
const to = { meta: {}, name: 'home', fullPath: '/home' } as unknown as RouteLocationNormalized
const go = (): unknown => (guard as unknown as (to: RouteLocationNormalized) => unknown)(to)
const answer = (status: number): Promise<Response> => Promise.resolve(new Response('{}', { status }))

beforeEach(() => {
  vi.stubGlobal('fetch', fetchMock)
  // Somebody was signed in here before; whether the cookie still lives only the server knows.
  beginSession({ access_token: 'old', me: { id: 'u' } as Me } as SignedIn)
  endSession()
})
afterEach(() => {
  fetchMock.mockReset()
  vi.unstubAllGlobals()
})

describe('the guard', () => {
  it('asks to sign in only when the server says that nobody is', async () => {
    fetchMock.mockImplementation(() => answer(401))
    expect(await go()).toEqual({ name: 'sign_in', query: { next: '/home' } })
    expect(fetchMock).toHaveBeenCalledTimes(1)
  })

  it('does not ask who is there where nobody has been, or has signed out', async () => {
    leaveBrowser()
    expect(await go()).toEqual({ name: 'sign_in', query: { next: '/home' } })
    expect(fetchMock).not.toHaveBeenCalled()
  })

  it.each([
    ['a gateway without a server behind it', () => answer(502)],
    ['a server that starts', () => answer(503)],
    ['no line', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('sends nobody to sign in for %s', async (_, fails) => {
    fetchMock.mockImplementation(fails)
    expect(await go()).toEqual({ name: 'unreachable', query: { next: '/home' } })
  })
})
