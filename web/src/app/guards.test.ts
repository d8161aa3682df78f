import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RouteLocationNormalized } from 'vue-router'
import { endSession } from '@/api/session'
import { guard } from './guards'

const fetchMock = vi.fn<typeof fetch>()
const to = { meta: {}, name: 'home', fullPath: '/home' } as unknown as RouteLocationNormalized
const go = (): unknown => (guard as unknown as (to: RouteLocationNormalized) => unknown)(to)
const answer = (status: number): Promise<Response> => Promise.resolve(new Response('{}', { status }))

beforeEach(() => {
  vi.stubGlobal('fetch', fetchMock)
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
