// One form of an action, on one matter or on many: what it starts with, what was typed, how it is sent. The matters are
// those on screen when it opened; what becomes of them meanwhile is looked at when the server refuses or on request.
import { computed, ref, type Ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useMe } from '@/api/client'
import type { Attempt } from '@/api/once'
import { Problem } from '@/api/problem'
import type { Event, Report } from '@/api/types'
import { type Draft, draftOf } from '@/lib/drafts'
import { focusFirstError } from '@/lib/focusError'
import { useUnsaved } from '@/lib/useUnsaved'
import { useFailed } from '@/ui/problemText'
import { useTypedErrors } from '@/ui/typed'
import {
  actionForms,
  type FormAction,
  inputOf,
  type Known,
  longestOf,
  missingFields,
  percentRange,
  startValues,
  type Values,
  wrongFields,
} from './actionForms'
import { useFieldLabel } from './actionWords'
import { useAct, useActOnMany } from './queries'
import { lookAgain, snapshot, type Target } from './targets'

export interface FormProps {
  action: FormAction
  targets: Target[]
  matter?: Known
  lastReport?: Report
}

/** What a form leaves behind: what was typed, and a send that was not answered with the matters it was about. */
interface Kept {
  values: Values
  seen: Target[]
  attempt: Attempt | null
}

/** `taken`: the server has it, and the form holds another text meanwhile. */
export type Outcome = 'kept' | 'taken' | 'done'

const sameMatters = (some: readonly Target[], others: readonly Target[]): boolean =>
  some.length === others.length && some.every(({ id }, at) => id === others[at]?.id)

export function useActionForm(props: FormProps, open: Ref<boolean>, events: Ref<Event[]>) {
  const { t } = useI18n()
  const me = useMe()
  const failed = useFailed()
  const attempt = ref<Attempt | null>(null)
  const one = useAct(attempt)
  const many = useActOnMany(attempt)

  const values = ref<Values>({})
  const start = ref('')
  const tried = ref(false)
  const resumed = ref(false)
  const seen = ref<Target[]>([])
  const leftOut = ref<string[]>([])

  const busy = computed(() => one.isPending.value || many.isPending.value)
  const problem = computed<Problem | null>(() => one.error.value ?? many.error.value)
  const missing = computed(() => missingFields(props.action, values.value))
  // A field that was emptied again is as it was before.
  const written = (): string => JSON.stringify(inputOf(values.value))
  const dirty = computed(() => open.value && written() !== start.value)
  useUnsaved(dirty)
  const wrong = computed(() => wrongFields(props.action, values.value))
  const { numberError, dayError } = useTypedErrors()
  const labelOf = useFieldLabel()
  function wrongWords(name: string): string {
    const value = values.value[name] ?? null
    switch (wrong.value[name]) {
      case 'number':
        return numberError(labelOf(props.action, name), value, percentRange)
      case 'day':
        return dayError(value)
      case 'long': {
        const field = actionForms[props.action].fields.find((one) => one.name === name)
        return t('ui.too_long', { max: field ? longestOf(field) : '', n: [...String(value).trim()].length })
      }
      default:
        return missing.value.includes(name) ? t('ui.required') : ''
    }
  }
  // A text that is no day has left its field by then, so that it must be named at once.
  const errorOf = (name: string): string =>
    (tried.value || wrong.value[name] === 'day' ? wrongWords(name) : '') || problem.value?.byField[name] || ''

  function freshValues(): Values {
    const record = { report: props.lastReport, department: me.value.department?.id, events: events.value }
    return startValues(props.action, me.value.today, props.matter, record)
  }
  let draft: Draft<Kept>
  /** Rises with every opening: an answer may come when the form is closed, or open again with another text. */
  let opening = 0
  // A batch is chosen anew each time; what was typed for the last one may do for the next.
  function ownDraft(): Draft<Kept> {
    const about = props.targets.length === 1 ? props.targets[0]?.id : 'batch'
    return draftOf<Kept>(me.value.id, `${props.action}.${about}`)
  }
  function keepDraft(): void {
    if (!open.value) return
    if (dirty.value || attempt.value) draft.keep({ values: values.value, seen: seen.value, attempt: attempt.value })
    else draft.drop()
  }
  function takeFresh(): void {
    values.value = freshValues()
    start.value = written()
  }
  function startOver(): void {
    reset()
    takeFresh()
    attempt.value = null
    resumed.value = false
    // With what was to be sent again go the versions of then.
    const now = snapshot(props.targets)
    if (sameMatters(now, seen.value)) seen.value = now
  }
  function begin(): void {
    opening += 1
    reset()
    draft = ownDraft()
    const kept = draft.read()
    leftOut.value = []
    seen.value = snapshot(props.targets)
    attempt.value = null
    takeFresh()
    resumed.value = kept !== null
    if (!kept) return
    Object.assign(values.value, kept.values)
    // It may have been done: sent again as it was, with the versions of then, it is not done twice.
    if (!kept.attempt || !sameMatters(kept.seen, seen.value)) return
    attempt.value = kept.attempt
    seen.value = kept.seen
  }
  function reset(): void {
    one.reset()
    many.reset()
    tried.value = false
  }
  function close(): void {
    one.giveUp()
    many.giveUp()
  }
  watch(open, (isOpen, wasOpen) => (isOpen ? begin() : wasOpen && close()), { immediate: true })
  watch([values, attempt], keepDraft, { deep: true })
  // The history comes later than the form; it fills only what nobody has touched.
  watch(events, () => {
    if (open.value && !dirty.value && !resumed.value) takeFresh()
  })

  /** Takes the versions of now; matters that do not allow the action any more are left out and named. */
  async function refresh(): Promise<void> {
    try {
      const { still, left } = await lookAgain(seen.value, props.action)
      seen.value = still
      leftOut.value = left.map(({ title }) => title)
      reset()
    } catch (thrown) {
      failed(thrown) // The refusal stays on screen, with its button.
    }
  }

  /** Whether the server has taken it, and whether the form is done with: it may hold another text by then. */
  async function submit(): Promise<Outcome> {
    tried.value = true
    const [first, ...others] = seen.value
    if (!first) return 'kept'
    if (missing.value.length || Object.keys(wrong.value).length) {
      await focusFirstError()
      return 'kept'
    }
    const sent = { text: written(), draft, opening }
    const input = inputOf(values.value)
    const items = seen.value.map(({ id, version }) => ({ id, version }))
    try {
      if (others.length) await many.mutateAsync({ action: props.action, items, input })
      else await one.mutateAsync({ id: first.id, version: first.version, action: props.action, input })
    } catch (thrown) {
      const isOver = !Problem.of(thrown).isUnanswered
      if (!open.value) {
        if (isOver) forgetAttempt(sent.draft)
      } else if (opening === sent.opening) {
        if (isOver) attempt.value = null
        await focusFirstError() // The problem is shown in the form.
      }
      return 'kept'
    }
    const isRewritten = open.value && opening !== sent.opening && written() !== sent.text
    if (isRewritten) return 'taken'
    attempt.value = null
    start.value = written()
    sent.draft.drop()
    return 'done'
  }
  /** What was refused after the form was closed is no send that waits for its answer. */
  function forgetAttempt(closed: Draft<Kept>): void {
    const kept = closed.read()
    if (kept) closed.keep({ ...kept, attempt: null })
  }
  return { values, seen, leftOut, resumed, busy, problem, dirty, errorOf, refresh, startOver, submit }
}
