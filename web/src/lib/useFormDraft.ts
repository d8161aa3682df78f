// The life of a form's content until the server has taken it: stored while it differs from what the form began with,
// restored when the form is opened again, and sent again under the same idempotency key after an answer that was lost.
import { computed, ref, type Ref, watch } from 'vue'
import { useMe } from '@/api/client'
import type { Attempt } from '@/api/idempotency'
import { Problem } from '@/api/problem'
import { type DraftStorage, draftStorage } from './draftStorage'
import { focusFirstError } from './focusError'
import { useUnsavedWarning } from './useUnsavedWarning'

/** What is stored of a form. */
export interface StoredForm<Content, Base> {
  content: Content
  /** The state of the record that the content was typed over. */
  base: Base
  /** A send that was not answered. */
  attempt: Attempt | null
}

export interface FormDraftOptions<Content, Base> {
  content: Content
  base: Base
  /** A closed form stores nothing; answers that come then are taken note of. */
  isOpen: Ref<boolean>
  /** Whether a stored attempt is still about the record that the form is opened on. */
  isSameBase: (stored: Base, current: Base) => boolean
  /** Whether content that was typed over another base is restored, without its attempt. */
  otherBase: 'restore' | 'discard'
  /** Contents of the same text count as equal. */
  textOf?: (content: Content) => string
}

/** `accepted`: the server has it, and the form holds another text meanwhile. `done`: the form is done with as well. */
export type Sent<Answer> = { outcome: 'kept' } | { outcome: 'accepted' | 'done'; answer: Answer }

export function useFormDraft<Content extends object, Base>(options: FormDraftOptions<Content, Base>) {
  const { isOpen, isSameBase, otherBase, textOf = JSON.stringify } = options
  const me = useMe()
  const content = ref(options.content) as Ref<Content>
  const base = ref(options.base) as Ref<Base>
  const attempt = ref<Attempt | null>(null)
  const resumed = ref(false)
  const text = (): string => textOf(content.value)
  const unchangedText = ref(text())
  const dirty = computed(() => isOpen.value && text() !== unchangedText.value)
  useUnsavedWarning(dirty)

  let storage: DraftStorage<StoredForm<Content, Base>>
  /** Rises with every opening: an answer may come when the form is closed, or open again with another text. */
  let opening = 0
  let justBegun = false

  /** Content as the record has it, as if nothing had been typed. */
  function fill(fresh: Content): void {
    content.value = fresh
    unchangedText.value = text()
  }
  function startOver(fresh: Content): void {
    fill(fresh)
    attempt.value = null
    resumed.value = false
  }
  /** Opens the form called `form`, with what is stored of it on top of the fresh content. */
  function begin(form: string, fresh: Content, current: Base): void {
    opening += 1
    justBegun = true
    storage = draftStorage(me.value.id, form)
    const stored = storage.read()
    startOver(fresh)
    base.value = current
    if (!stored) return
    const isSame = isSameBase(stored.base, current)
    if (!isSame && otherBase === 'discard') return storage.remove()
    content.value = { ...fresh, ...stored.content }
    resumed.value = true
    // It may have been done: sent again as it was, over the base of then, it is not done twice.
    if (!isSame || !stored.attempt) return
    attempt.value = stored.attempt
    base.value = stored.base
  }
  function store(): void {
    // Opening the form is no change: an attempt over another base stays stored until something is typed.
    const isChange = isOpen.value && !justBegun
    justBegun = false
    if (!isChange) return
    if (dirty.value || attempt.value) {
      storage.save({ content: content.value, base: base.value, attempt: attempt.value })
    } else storage.remove()
  }
  watch([content, base, attempt], store, { deep: true })

  /** Sends the content by `write`, whose problem the form shows itself. */
  async function send<Answer>(write: () => Promise<Answer>): Promise<Sent<Answer>> {
    const sent = { text: text(), storage, opening }
    let answer: Answer
    try {
      answer = await write()
    } catch (thrown) {
      const isRefused = !Problem.of(thrown).isUnanswered
      if (!isOpen.value) {
        if (isRefused) forgetAttempt(sent.storage)
      } else if (opening === sent.opening) {
        if (isRefused) attempt.value = null
        await focusFirstError()
      }
      return { outcome: 'kept' }
    }
    if (isOpen.value && opening !== sent.opening && text() !== sent.text) return { outcome: 'accepted', answer }
    attempt.value = null
    unchangedText.value = text()
    sent.storage.remove()
    return { outcome: 'done', answer }
  }
  /** What was refused after the form was closed is no send that waits for its answer. */
  function forgetAttempt(closed: DraftStorage<StoredForm<Content, Base>>): void {
    const stored = closed.read()
    if (stored) closed.save({ ...stored, attempt: null })
  }
  return { content, base, attempt, resumed, dirty, begin, fill, startOver, send }
}
