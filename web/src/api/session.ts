// Who is signed in. The access token lives in this module's memory only; the refresh token is an HttpOnly cookie
// that scripts cannot read.
import { ref } from 'vue'
import { Problem } from './problem'
import { queryClient } from './queries'
import type { Me, SignedIn } from './types'

let accessToken: string | null = null
let refreshing: Promise<boolean> | null = null

/** Rises with every sign-in and sign-out, so that the live stream reconnects as the right person. */
export const sessionEpoch = ref(0)
/** The language that the server should answer in. */
export const requestLanguage = ref('zh-CN')

export const currentToken = (): string | null => accessToken

export function beginSession(signedIn: SignedIn): void {
  forget()
  accessToken = signedIn.access_token
  queryClient.setQueryData<Me>(['me'], signedIn.me)
  sessionEpoch.value += 1
}

export function endSession(): void {
  accessToken = null
  forget()
  sessionEpoch.value += 1
}

/** Nothing of one person is left for the next. What the demonstration tells everybody may stay, even while it is on its way. */
function forget(): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'demo' })
  queryClient.getMutationCache().clear()
}

/** Takes a new access token for the refresh cookie; concurrent callers share one request. */
export function refreshSession(): Promise<boolean> {
  refreshing ??= requestRefresh().finally(() => {
    refreshing = null
  })
  return refreshing
}

async function requestRefresh(): Promise<boolean> {
  const response = await fetch('/api/v1/auth/refresh', {
    method: 'POST',
    headers: { 'Accept-Language': requestLanguage.value },
  })
  if (response.status === 401 || response.status === 403) return false
  if (!response.ok) throw Problem.from(response.status, await response.json().catch(() => null))
  const signedIn = (await response.json()) as SignedIn
  accessToken = signedIn.access_token
  queryClient.setQueryData<Me>(['me'], signedIn.me)
  return true
}
