import { describe, expect, it } from 'vitest'
import { Problem } from './problem'

describe('Problem', () => {
  it('keeps code, words, request and the first message of each field', () => {
    const problem = Problem.from(422, {
      code: 'invalid_input',
      title: '填写有误',
      detail: '请修改标出的内容',
      request_id: 'r-1',
      errors: [
        { field: 'title', code: 'too_long', message: '太长' },
        { field: 'title', code: 'odd', message: '奇怪' },
      ],
    })
    expect([problem.code, problem.message, problem.requestId]).toEqual(['invalid_input', '请修改标出的内容', 'r-1'])
    expect(problem.byField).toEqual({ title: '太长' })
  })

  it.each([
    [412, {}, true],
    [409, { code: 'stale_version' }, true],
    [409, { code: 'action_not_allowed' }, false],
  ])('status %i %o is stale: %s', (status, body, stale) => {
    expect(Problem.from(status, body).isStale).toBe(stale)
  })

  it.each<[string, unknown, string, boolean]>([
    ['a fetch that failed', new TypeError('Failed to fetch'), 'network', true],
    ['one that took too long', new DOMException('aborted', 'AbortError'), 'network', true],
    ['an answer of somebody else', new SyntaxError('Unexpected token <'), 'network', true],
    ['what was given up unsent', Problem.givenUp(), 'given_up', false],
    ['a gateway without a server', Problem.from(502, '<html>'), 'unavailable', true],
    ['a gateway that asks for patience', Problem.from(503, ''), 'unavailable', true],
    ['a gateway that has enough', Problem.from(429, ''), 'too_many_requests', false],
    ['a server that failed', Problem.from(500, ''), 'internal', true],
    ['a full disk', Problem.from(507, { code: 'storage_full' }), 'storage_full', true],
  ])('%s has a code', (_, thrown, code, unanswered) => {
    const problem = Problem.of(thrown)
    expect([problem.code, problem.isUnanswered]).toEqual([code, unanswered])
  })
})
