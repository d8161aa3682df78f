import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api, Problem, unwrap, versionHeader, versionOf } from './client'
import { defaultTimeout, longTimeout } from './timeout'
import { queryClient } from './queries'
import { beginSession, currentToken, endSession, personChanges, refreshSession } from './session'
import type { Me, NewMatter, SignedIn } from './types'

const signedIn = (token: string, id = 'u'): SignedIn => ({
  access_token: token,
  token_type: 'Bearer',
  expires_in: 900,
  me: { id } as Me,
})
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

const fetchMock = vi.fn<typeof fetch>()
const requestAt = (index: number): Request => fetchMock.mock.calls[index]?.[0] as Request

beforeEach(() => {
  fetchMock.mockReset()
  vi.stubGlobal('fetch', fetchMock)
  beginSession(signedIn('old'))
})
afterEach(() => {
  endSession()
  vi.unstubAllGlobals()
})

describe('the client', () => {
  it('sends token, language, version and an idempotency key with a write', async () => {
    fetchMock.mockResolvedValueOnce(json(200, { id: 'm' }))
    const path = { id: 'm', action: 'sign' } as const
    await unwrap(
      api.POST('/api/v1/matters/{id}/actions/{action}', { params: { path, header: versionHeader(4) }, body: {} }),
    )
    const { headers, url } = requestAt(0)
    expect(url).toContain('/api/v1/matters/m/actions/sign')
    expect(headers.get('Authorization')).toBe('Bearer old')
    expect(headers.get('Accept-Language')).toBe('zh-CN')
    expect(headers.get('If-Match')).toBe('"4"')
    expect(headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{32,36}$/)
  })

  it('reads a version from the ETag and takes none for one that nobody has', () => {
    const answer = (tag?: string): Response => new Response(null, tag ? { headers: { ETag: tag } } : {})
    expect(versionOf(answer('"7"'))).toBe(7)
    expect([versionOf(answer()), versionOf(answer('W/"7"'))]).toEqual([-1, -1])
  })

  it('renews the token once and sends the same write again, with the same key', async () => {
    fetchMock
      .mockResolvedValueOnce(json(401, { code: 'unauthenticated' }))
      .mockResolvedValueOnce(json(200, signedIn('new')))
      .mockResolvedValueOnce(json(200, { ok: true }))
    await unwrap(api.POST('/api/v1/matters', { body: { title: 'x' } as NewMatter }))
    expect(fetchMock.mock.calls[1]?.[0]).toBe('/api/v1/auth/refresh')
    expect(requestAt(2).headers.get('Authorization')).toBe('Bearer new')
    expect(requestAt(2).headers.get('Idempotency-Key')).toBe(requestAt(0).headers.get('Idempotency-Key'))
    expect(await requestAt(2).text()).toBe('{"title":"x"}')
  })

  it('never sends what one person asked for as another, who signed in in another tab', async () => {
    const changes = personChanges.value
    queryClient.setQueryData(['matters', {}], ['of the one before'])
    let late: (response: Response) => void = () => undefined
    fetchMock
      .mockResolvedValueOnce(json(401, { code: 'unauthenticated' }))
      .mockReturnValueOnce(new Promise((resolve) => (late = resolve)))
      .mockResolvedValueOnce(json(200, signedIn('theirs', 'other')))
    const write = (): Promise<unknown> => unwrap(api.POST('/api/v1/matters', { body: { title: 'x' } as NewMatter }))
    const [first, second] = [write(), write()]
    await expect(first).rejects.toMatchObject({ status: 401 })
    expect(queryClient.getQueryData(['me'])).toEqual({ id: 'other' })
    expect(queryClient.getQueryData(['matters', {}])).toBeUndefined()
    expect([currentToken(), personChanges.value - changes]).toEqual(['theirs', 1])
    // The one that hears of it later renews for the new person, and is not sent again either.
    fetchMock.mockResolvedValueOnce(json(200, signedIn('theirs too', 'other')))
    late(json(401, { code: 'unauthenticated' }))
    await expect(second).rejects.toMatchObject({ status: 401 })
    expect(fetchMock).toHaveBeenCalledTimes(4)
  })

  it('forgets the session when the refresh cookie is refused', async () => {
    fetchMock.mockResolvedValueOnce(json(401, { code: 'unauthenticated' })).mockResolvedValueOnce(json(401, {}))
    await expect(unwrap(api.GET('/api/v1/home'))).rejects.toMatchObject({ status: 401 })
    expect(currentToken()).toBeNull()
    expect(queryClient.getQueryData(['me'])).toBeUndefined()
  })

  it('renews the token for what a signed-in person does to the own session, not for signing in', async () => {
    fetchMock
      .mockResolvedValueOnce(json(401, { code: 'unauthenticated' }))
      .mockResolvedValueOnce(json(200, signedIn('new')))
      .mockResolvedValueOnce(json(200, { items: [] }))
    await unwrap(api.GET('/api/v1/auth/sessions'))
    expect(requestAt(2).headers.get('Authorization')).toBe('Bearer new')
    fetchMock.mockReset()
    fetchMock.mockResolvedValueOnce(json(401, { code: 'invalid_credentials' }))
    const login = api.POST('/api/v1/auth/login', { body: { username: 'a', password: 'b' } })
    await expect(unwrap(login)).rejects.toMatchObject({ code: 'invalid_credentials' })
    expect(fetchMock).toHaveBeenCalledTimes(1)
  })

  describe('given a silent server', () => {
    /** What came of the call, once it is over. */
    const over = (call: Promise<unknown>): string[] => {
      const became: string[] = []
      call.then(
        () => became.push('done'),
        (thrown) => became.push((thrown as Problem).code),
      )
      return became
    }
    const untilGivenUp = (signal?: AbortSignal | null): Promise<never> =>
      new Promise((_, fail) => {
        signal?.addEventListener('abort', () => fail(new DOMException('aborted', 'AbortError')))
      })
    beforeEach(() => vi.useFakeTimers())
    afterEach(() => vi.useRealTimers())

    it.each<[string, () => Promise<unknown>, number]>([
      ['a read', () => unwrap(api.GET('/api/v1/home')), defaultTimeout],
      ['a write', () => unwrap(api.POST('/api/v1/matters', { body: { title: 'x' } as NewMatter })), defaultTimeout],
      [
        'signing in',
        () => unwrap(api.POST('/api/v1/auth/login', { body: { username: 'a', password: 'b' } })),
        defaultTimeout,
      ],
      ['renewing the token', refreshSession, defaultTimeout],
      ['a whole chain', () => unwrap(api.GET('/api/v1/audit/verify')), longTimeout],
    ])('%s ends in words', async (_, call, limit) => {
      fetchMock.mockImplementation((_input, init) => untilGivenUp(init?.signal))
      const became = over(call().catch((thrown) => Promise.reject(Problem.of(thrown))))
      await vi.advanceTimersByTimeAsync(limit - 1)
      expect(became).toEqual([])
      await vi.advanceTimersByTimeAsync(1)
      expect(became).toEqual(['network'])
    })

    it('does not wait for ever for the rest of an answer', async () => {
      fetchMock.mockImplementation(async (_, init) => {
        const body = new ReadableStream({
          start: (controller) => {
            controller.enqueue(new TextEncoder().encode('{"items":['))
            init?.signal?.addEventListener('abort', () => controller.error(new DOMException('aborted', 'AbortError')))
          },
        })
        return new Response(body, { headers: { 'Content-Type': 'application/json' } })
      })
      const became = over(unwrap(api.GET('/api/v1/matters')))
      await vi.advanceTimersByTimeAsync(defaultTimeout)
      expect(became).toEqual(['network'])
    })
  })

  it('does not send what was given up while the token was renewed', async () => {
    const form = new AbortController()
    let renewed: (answer: Response) => void = () => undefined
    fetchMock
      .mockResolvedValueOnce(json(401, { code: 'unauthenticated' }))
      .mockReturnValueOnce(new Promise((resolve) => (renewed = resolve)))
    const body = { title: 'x' } as NewMatter
    const write = unwrap(api.POST('/api/v1/matters', { body, signal: form.signal }))
    await vi.waitFor(() => expect(fetchMock).toHaveBeenCalledTimes(2))
    form.abort()
    renewed(json(200, signedIn('new')))
    await expect(write).rejects.toMatchObject({ code: 'given_up' })
    expect(fetchMock).toHaveBeenCalledTimes(2)
  })

  it('waits for the answer to what was sent, whether or not it was given up', async () => {
    const form = new AbortController()
    let answer: (response: Response) => void = () => undefined
    fetchMock.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
    const write = unwrap(api.POST('/api/v1/matters', { body: { title: 'x' } as NewMatter, signal: form.signal }))
    await vi.waitFor(() => expect(fetchMock).toHaveBeenCalledTimes(1))
    form.abort()
    answer(json(200, { id: 'm' }))
    expect(await write).toEqual({ id: 'm' })
  })

  it('turns a lost connection into a network problem', async () => {
    fetchMock.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    await expect(unwrap(api.GET('/api/v1/home'))).rejects.toMatchObject({ code: 'network' })
  })
})
