import { expect, it } from 'vitest'
import { ref } from 'vue'
import { type Attempt, idempotencyHeader } from './idempotency'

it('gives one key to the same content and another to any other', () => {
  const last = ref<Attempt | null>(null)
  const keyOf = (content: object): string => idempotencyHeader(last, content)['Idempotency-Key']
  const first = keyOf({ id: 'm', version: 3, input: { text: '请抓紧' } })
  expect(keyOf({ id: 'm', version: 3, input: { text: '请抓紧' } })).toBe(first)
  const corrected = keyOf({ id: 'm', version: 3, input: { text: '请抓紧办理' } })
  expect(corrected).not.toBe(first)
  expect(keyOf({ id: 'm', version: 4, input: { text: '请抓紧办理' } })).not.toBe(corrected)
})
