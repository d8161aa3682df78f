// A request to a server that stays silent ends like one to a server that is away.

/** Milliseconds until an answer must have come whole. */
export const defaultTimeout = 30_000
/** The same where the server reads a file, a chain or a ledger to its end before it answers. */
export const longTimeout = 300_000

const longWork = [/\/audit\/verify$/, /\/demo\/clock$/, /\/imports$/, /\/imports\/[^/]+\/apply$/]

const waitFor = (input: Request | string): number => {
  const { pathname } = new URL(typeof input === 'string' ? input : input.url, window.location.origin)
  return longWork.some((path) => path.test(pathname)) ? longTimeout : defaultTimeout
}

/** No body may be given to a response of these. */
const withoutBody = new Set([204, 205, 304])

/** `fetch` whose answer is read to its end within the limit. Throws a TypeError or an AbortError where none came. */
export async function fetchWithTimeout(input: Request | string, init: RequestInit = {}): Promise<Response> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), waitFor(input))
  try {
    const answer = await fetch(input, { ...init, signal: abort.signal })
    // A line that dies after the head of the answer would keep its reader waiting for ever.
    const body = withoutBody.has(answer.status) ? null : await answer.arrayBuffer()
    const { status, statusText, headers } = answer
    return new Response(body, { status, statusText, headers })
  } finally {
    clearTimeout(timer)
  }
}
