// The typed client. A call is `unwrap(api.GET('/api/v1/…', { params }))`: it resolves to the body or throws a Problem.
import { useQuery } from '@tanstack/vue-query'
import createClient from 'openapi-fetch'
import { computed, type ComputedRef, shallowRef, watchEffect } from 'vue'
import { fetchWithTimeout } from './timeout'
import { Problem } from './problem'
import { currentToken, endSession, refreshSession, requestLanguage, sessionEpoch } from './session'
import type { paths } from './schema'
import type { Answer, Me } from './types'

export { Problem } from './problem'
export { invalidateMatters, queryClient } from './queries'

/** Where a 401 is the answer itself: there is no token yet, or it is being renewed. */
const withoutToken = ['/auth/login', '/auth/refresh']
const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * fetch with token, language and idempotency key; renews the token once when it has run out. The request's signal says
 * that it was given up: what has not been sent by then is not sent. What was sent cannot be called back, so its answer
 * is waited for.
 */
export async function authorizedFetch(request: Request): Promise<Response> {
  const headers = new Headers(request.headers)
  headers.set('Accept-Language', requestLanguage.value)
  if (writes.has(request.method) && !headers.has('Idempotency-Key')) {
    headers.set('Idempotency-Key', newKey())
  }
  const send = (again: Request): Promise<Response> => {
    const token = currentToken()
    if (token) headers.set('Authorization', `Bearer ${token}`)
    if (request.signal.aborted) throw Problem.givenUp()
    return fetchWithTimeout(new Request(again, { headers }))
  }
  const spare = request.clone()
  const epoch = sessionEpoch.value
  const response = await send(request)
  if (response.status !== 401 || withoutToken.some((path) => request.url.endsWith(path))) return response
  if (!(await refreshSession())) endSession()
  // What one person asked for is never sent as another, who signed in meanwhile in another tab or in this one.
  else if (sessionEpoch.value === epoch) return send(spare)
  return response
}

export const api = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: authorizedFetch,
})

interface Outcome<T> {
  data?: T
  error?: unknown
  response: Response
}

export async function unwrap<T>(call: Promise<Outcome<T>>): Promise<Answer<T>> {
  let outcome: Outcome<T>
  try {
    outcome = await call
  } catch (thrown) {
    throw Problem.of(thrown)
  }
  if (!outcome.response.ok) throw Problem.from(outcome.response.status, outcome.error)
  return outcome.data as Answer<T>
}

/** `params: { header: versionHeader(matter.version) }`: the change holds only for the version that the user saw. */
export function versionHeader(version: number): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` }
}

/** The version of what came, from its ETag; what has none matches no version. */
export function versionOf(response: Response): number {
  return Number(/^"(\d+)"$/.exec(response.headers.get('ETag') ?? '')?.[1] ?? -1)
}

export const newKey = (): string =>
  globalThis.crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), hex).join('')

const hex = (byte: number): string => byte.toString(16).padStart(2, '0')

export const fetchMe = (): Promise<Me> => unwrap(api.GET('/api/v1/me'))

/** The signed-in person; only to be used on pages behind sign-in, where it is always there. */
export function useMe(): ComputedRef<Me> {
  const { data } = useQuery({ queryKey: ['me'], queryFn: fetchMe, staleTime: Infinity })
  watchEffect(() => {
    if (data.value) lastKnown.value = data.value
  })
  return computed(() => (data.value ?? lastKnown.value) as Me)
}

/** What a page still shows in the instant between signing out and leaving it. */
const lastKnown = shallowRef<Me>()
