// One key for one content: when the answer to a write is lost and the same is sent again, the server does it once and
// tells the first answer. Other content is another write, which the same key would be refused for.
import type { Ref } from 'vue'
import { newKey } from './client'

/** What was sent last, and under which key; a form keeps it with its draft. */
export interface Attempt {
  content: string
  key: string
}

/** The header of a write of this content. */
export function idempotencyHeader(last: Ref<Attempt | null>, content: unknown): { 'Idempotency-Key': string } {
  const text = JSON.stringify(content)
  const attempt = last.value?.content === text ? last.value : { content: text, key: newKey() }
  last.value = attempt
  return { 'Idempotency-Key': attempt.key }
}
