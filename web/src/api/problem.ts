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

export class Problem extends Error {
  readonly status: number
  /** Stable machine code such as `stale_version`; `network` when no answer came. */
  readonly code: string
  /** The rule that stood against it, where a conflict or a refused action names one. */
  readonly rule: string | undefined
  readonly requestId: string | undefined
  readonly errors: FieldError[]

  constructor(status: number, body: ProblemBody = {}) {
    super(body.detail || body.title || '')
    this.name = 'Problem'
    this.status = status
    this.code = body.code ?? (status === 0 ? 'network' : 'internal')
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
    return this.status === 0 || this.status >= 500 || this.rule === 'in_progress'
  }

  static from(status: number, body: unknown): Problem {
    return new Problem(status, typeof body === 'object' && body !== null ? (body as ProblemBody) : {})
  }

  /** Whatever was thrown, as a Problem: a failed fetch is `network`. */
  static of(thrown: unknown): Problem {
    if (thrown instanceof Problem) return thrown
    if (thrown instanceof TypeError) return new Problem(0)
    return new Problem(500, { detail: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}
