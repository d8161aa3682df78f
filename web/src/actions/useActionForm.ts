// One form of an action, on one matter or on many: what it starts with, what was typed, how it is sent. The matters are
// those on screen when it opened; what becomes of them meanwhile is looked at when the server refuses or on request.
import { computed, ref, type Ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useMe } from '@/api/client'
import type { Problem } from '@/api/problem'
import type { Event, Report } from '@/api/types'
import { focusFirstError } from '@/lib/focusError'
import { type Sent, useFormDraft } from '@/lib/useFormDraft'
import { useInputErrors } from '@/ui/inputs'
import {
  actionForms,
  type FormAction,
  inputOf,
  type KnownMatter,
  maxLengthOf,
  missingFields,
  percentRange,
  initialValues,
  type Values,
  invalidFields,
} from './actionForms'
import { useFieldLabel } from './actionLabels'
import { useAct, useActOnMany } from './queries'
import { snapshotOf, type Target, useTargetRefresh } from './targets'

export interface FormProps {
  action: FormAction
  targets: Target[]
  matter?: KnownMatter
  lastReport?: Report
}

const sameMatters = (some: readonly Target[], others: readonly Target[]): boolean =>
  some.length === others.length && some.every(({ id }, at) => id === others[at]?.id)

export function useActionForm(props: FormProps, open: Ref<boolean>, events: Ref<Event[]>) {
  const me = useMe()
  const draft = useFormDraft<Values, Target[]>({
    content: {},
    base: [],
    isOpen: open,
    isSameBase: sameMatters,
    otherBase: 'restore',
    // A field that was emptied again is as it was before.
    textOf: (values) => JSON.stringify(inputOf(values)),
  })
  const { content: values, base: snapshot, attempt, resumed, dirty } = draft
  const one = useAct(attempt)
  const many = useActOnMany(attempt)
  const busy = computed(() => one.isPending.value || many.isPending.value)
  const problem = computed<Problem | null>(() => one.error.value ?? many.error.value)
  const { tried, isComplete, errorOf } = useErrors(props, values, problem)

  function reset(): void {
    one.reset()
    many.reset()
    tried.value = false
  }
  const { skipped, refresh } = useTargetRefresh(snapshot, () => props.action, reset)

  function freshValues(): Values {
    const record = { report: props.lastReport, department: me.value.department?.id, events: events.value }
    return initialValues(props.action, me.value.today, props.matter, record)
  }
  function begin(): void {
    reset()
    skipped.value = []
    // A batch is chosen anew each time; what was typed for the last one may do for the next.
    const about = props.targets.length === 1 ? props.targets[0]?.id : 'batch'
    draft.begin(`${props.action}.${about}`, freshValues(), snapshotOf(props.targets))
  }
  function startOver(): void {
    reset()
    draft.startOver(freshValues())
    // With what was to be sent again go the versions of then.
    const current = snapshotOf(props.targets)
    if (sameMatters(current, snapshot.value)) snapshot.value = current
  }
  function close(): void {
    one.giveUp()
    many.giveUp()
  }
  watch(open, (isOpen, wasOpen) => (isOpen ? begin() : wasOpen && close()), { immediate: true })
  // The history comes later than the form; it fills only what nobody has touched.
  watch(events, () => {
    if (open.value && !dirty.value && !resumed.value) draft.fill(freshValues())
  })

  async function submit(): Promise<Sent<unknown>['outcome']> {
    tried.value = true
    const [first, ...others] = snapshot.value
    if (!first) return 'kept'
    if (!isComplete.value) {
      await focusFirstError()
      return 'kept'
    }
    const { action } = props
    const input = inputOf(values.value)
    const items = snapshot.value.map(({ id, version }) => ({ id, version }))
    const { outcome } = await draft.send<unknown>(() =>
      others.length
        ? many.mutateAsync({ action, items, input })
        : one.mutateAsync({ id: first.id, version: first.version, action, input }),
    )
    return outcome
  }
  return { values, snapshot, skipped, resumed, busy, problem, dirty, errorOf, refresh, startOver, submit }
}

/** What is wrong with the fields: told once sending was tried, and what the server says of them. */
function useErrors(props: FormProps, values: Ref<Values>, problem: Ref<Problem | null>) {
  const { t } = useI18n()
  const { numberError, dateError } = useInputErrors()
  const labelOf = useFieldLabel()
  const tried = ref(false)
  const missing = computed(() => missingFields(props.action, values.value))
  const invalid = computed(() => invalidFields(props.action, values.value))
  const isComplete = computed(() => !missing.value.length && !Object.keys(invalid.value).length)

  function messageOf(name: string): string {
    const value = values.value[name] ?? null
    switch (invalid.value[name]) {
      case 'number':
        return numberError(labelOf(props.action, name), value, percentRange)
      case 'day':
        return dateError(value)
      case 'long': {
        const field = actionForms[props.action].fields.find((one) => one.name === name)
        return t('ui.too_long', { max: field ? maxLengthOf(field) : '', n: [...String(value).trim()].length })
      }
      default:
        return missing.value.includes(name) ? t('ui.required') : ''
    }
  }
  // A text that is no day has left its field by then, so that it must be named at once.
  const errorOf = (name: string): string =>
    (tried.value || invalid.value[name] === 'day' ? messageOf(name) : '') || problem.value?.byField[name] || ''
  return { tried, isComplete, errorOf }
}
