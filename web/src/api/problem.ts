// A refusal of the server (RFC 9457 problem+json) as an Error that the interface can show.

export interface FieldError {
  field: string
  code: string
  message: string
}

interface ProblemBody {
  type?: string
  title?: string
  status?: number
  code?: string
  rule?: string
  detail?: string
  request_id?: string
  errors?: FieldError[]
}

/** Names of what `fetch` and the reading of its answer throw. */
const unanswered = new Set(['TypeError', 'AbortError', 'SyntaxError'])

/** Where the body names no code: a gateway's answer has none. */
function codeOf(status: number): string {
  if (status === 0) return 'network'
  if (status === 429) return 'too_many_requests'
  return status === 502 || status === 503 || status === 504 ? 'unavailable' : 'internal'
}

export class Problem extends Error {
  readonly status: number
  /** Stable machine code such as `stale_version`; `network` when no answer came, `given_up` when nothing was sent. */
  readonly code: string
  /** The rule that stood against it, where a conflict or a refused action names one. */
  readonly rule: string | undefined
  readonly requestId: string | undefined
  readonly errors: FieldError[]

  constructor(status: number, body: ProblemBody = {}) {
    super(body.detail || body.title || '')
    this.name = 'Problem'
    this.status = status
    this.code = body.code ?? codeOf(status)
    this.rule = body.rule
    this.requestId = body.request_id
    this.errors = body.errors ?? []
  }

  /** Messages by field; a field named twice keeps its first message. */
  get byField(): Record<string, string> {
    const found: Record<string, string> = {}
    for (const error of this.errors) found[error.field] ??= error.message
    return found
  }

  get isStale(): boolean {
    return this.status === 412 || this.code === 'stale_version'
  }

  /** What was asked for does not exist, or not for this person. */
  get isGone(): boolean {
    return this.status === 403 || this.status === 404
  }

  /** Whether the write may have been done all the same: the answer is lost, or still on its way. */
  get isUnanswered(): boolean {
    return this.code === 'network' || this.status >= 500 || this.rule === 'in_progress'
  }

  static from(status: number, body: unknown): Problem {
    return new Problem(status, typeof body === 'object' && body !== null ? (body as ProblemBody) : {})
  }

  /** Given up before anything was sent. */
  static givenUp(): Problem {
    return new Problem(0, { code: 'given_up' })
  }

  /** Whatever was thrown, as a Problem: a fetch that failed, took too long or brought half an answer is `network`. */
  static of(thrown: unknown): Problem {
    if (thrown instanceof Problem) return thrown
    if (thrown instanceof Error && unanswered.has(thrown.name)) return new Problem(0)
    return new Problem(500, { detail: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}
