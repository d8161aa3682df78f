// Who is signed in. The access token lives in this module's memory only; the refresh token is an HttpOnly cookie
// that scripts cannot read.
import { ref } from 'vue'
import { fetchWithTimeout } from './timeout'
import { Problem } from './problem'
import { queryClient } from './queries'
import type { Me, SignedIn } from './types'

let accessToken: string | null = null
/** Whose token it is. The cookie belongs to the browser: in another tab somebody else may have signed in. */
let person: string | null = null
let refreshing: Promise<boolean> | null = null

/** Rises with every sign-in and sign-out, so that the live stream reconnects as the right person. */
export const sessionEpoch = ref(0)
/** Rises when the cookie turns out to be another person's, so that nothing of the one before stays on screen. */
export const personChanges = ref(0)
/** The language that the server should answer in. */
export const requestLanguage = ref('zh-CN')

/**
 * Set while the refresh cookie, which cannot be seen from here, may be this browser's: on a first visit nobody is asked
 * for. It goes with a sign-out only, since of two tabs that renew at once one may be refused while the cookie lives on.
 */
const visited = 'duban.signed_in'
function mayHaveCookie(): boolean {
  try {
    return localStorage.getItem(visited) !== null
  } catch {
    return true // A browser that keeps nothing may keep the cookie all the same.
  }
}

export const currentToken = (): string | null => accessToken

export function beginSession(signedIn: SignedIn): void {
  forget()
  take(signedIn)
  sessionEpoch.value += 1
}

/** After the server has taken the cookie back. */
export function leaveBrowser(): void {
  try {
    localStorage.removeItem(visited)
  } catch {
    // Nothing was kept.
  }
  endSession()
}

export function endSession(): void {
  accessToken = null
  person = null
  forget()
  sessionEpoch.value += 1
}

function take(signedIn: SignedIn): void {
  accessToken = signedIn.access_token
  person = signedIn.me.id
  try {
    localStorage.setItem(visited, 'yes')
  } catch {
    // Then the server is asked on every visit.
  }
  queryClient.setQueryData<Me>(['me'], signedIn.me)
}

/** Nothing of one person is left for the next. What the demonstration tells everybody may stay, even while it is on its way. */
function forget(): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'demo' })
  queryClient.getMutationCache().clear()
}

/** Takes a new access token for the refresh cookie, false when nobody is signed in; concurrent callers share one request. */
export function refreshSession(): Promise<boolean> {
  if (person === null && !mayHaveCookie()) return Promise.resolve(false)
  refreshing ??= requestRefresh().finally(() => {
    refreshing = null
  })
  return refreshing
}

async function requestRefresh(): Promise<boolean> {
  const response = await fetchWithTimeout('/api/v1/auth/refresh', {
    method: 'POST',
    headers: { 'Accept-Language': requestLanguage.value },
  })
  if (response.status === 401 || response.status === 403) return false
  if (!response.ok) throw Problem.from(response.status, await response.json().catch(() => null))
  const signedIn = (await response.json()) as SignedIn
  if (person === null || person === signedIn.me.id) {
    take(signedIn)
  } else {
    beginSession(signedIn)
    personChanges.value += 1
  }
  return true
}
