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

  it('reads a failed fetch as a network problem and a body that is no problem as an internal one', () => {
    expect(Problem.of(new TypeError('Failed to fetch')).code).toBe('network')
    expect(Problem.from(502, '<html>').code).toBe('internal')
  })
})
