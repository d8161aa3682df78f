// The registration form at work: a new matter, or a draft that others may change meanwhile.
import { computed, onUnmounted, ref, type Ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useMatter } from '@/api/matter'
import type { Problem } from '@/api/problem'
import { focusFirstError } from '@/lib/focusError'
import { useFormDraft } from '@/lib/useFormDraft'
import { useFailureToast } from '@/ui/problemText'
import { toastDone } from '@/ui/toast'
import { useInputErrors } from '@/ui/inputs'
import { useCreateMatter, usePatchMatter } from '../queries'
import {
  changesOf,
  emptyForm,
  formOf,
  type MatterForm,
  mergedForm,
  missingOf,
  newMatterOf,
  rangeOf,
  invalidOf,
} from './matterForm'

/** Without an id it registers a new matter. */
export function useMatterForm(id: string | undefined) {
  const router = useRouter()
  const { t } = useI18n()
  const showFailure = useFailureToast()
  const query = useMatter(id ?? '', Boolean(id))
  /** What the form began with. */
  const original = ref<MatterForm>(emptyForm())
  const isReady = ref(false)
  // An answer may come when somebody has gone elsewhere; they are told, and stay where they are.
  const isHere = ref(true)
  onUnmounted(() => (isHere.value = false))
  const draft = useFormDraft<MatterForm, number | null>({
    content: emptyForm(),
    base: null,
    isOpen: computed(() => isReady.value && isHere.value),
    isSameBase: (stored, current) => stored === current,
    // A draft of a matter that others changed meanwhile is not to be set back.
    otherBase: 'discard',
  })
  const { content: form, base: version, attempt, resumed } = draft
  const create = useCreateMatter(attempt)
  const patch = usePatchMatter(attempt)
  const problem = computed<Problem | null>(() => create.error.value ?? patch.error.value)
  const busy = computed(() => create.isPending.value || patch.isPending.value)
  const { tried, missing, isComplete, errorOf } = useErrors(form, problem)

  function begin(fresh: MatterForm, current: number | null): void {
    original.value = fresh
    isReady.value = true
    draft.begin(`matter.${id ?? 'new'}`, { ...fresh }, current)
  }
  if (!id) begin(emptyForm(), null)
  // The first answer fills the form; later ones must not overwrite what is being typed.
  watch(
    query.data,
    (matter) => {
      if (matter && !isReady.value) begin(formOf(matter), matter.version)
    },
    { immediate: true },
  )
  const startOver = (): void => draft.startOver({ ...original.value })

  /** What others changed meanwhile is taken over where nothing was typed here; what was typed stays. */
  async function refresh(): Promise<void> {
    const { data: fresh, error } = await query.refetch()
    if (error || !fresh) return showFailure(error)
    const theirs = formOf(fresh)
    const merged = mergedForm(original.value, form.value, theirs)
    original.value = theirs
    draft.fill(theirs)
    form.value = merged
    version.value = fresh.version
    patch.reset()
  }
  async function save(): Promise<void> {
    tried.value = true
    if (!isComplete.value) return focusFirstError()
    const sent = await draft.send(() =>
      id
        ? patch.mutateAsync({ id, version: version.value ?? 0, changes: changesOf(original.value, form.value) })
        : create.mutateAsync(newMatterOf(form.value)),
    )
    if (sent.outcome === 'kept') return
    toastDone(t(id ? 'matters.saved' : 'matters.registered'))
    if (isHere.value) await router.replace(`/matters/${sent.answer.id}`)
  }
  return { query, isReady, form, resumed, busy, problem, tried, missing, errorOf, startOver, refresh, save }
}

/** What is wrong with the fields: told once saving was tried, and what the server says of them. */
function useErrors(form: Ref<MatterForm>, problem: Ref<Problem | null>) {
  const { t } = useI18n()
  const { numberError, dateError } = useInputErrors()
  const labelOf = (field: string): string =>
    t(field === 'due_in_working_days' ? 'matters.working_days' : `field.${field}`)
  const tried = ref(false)
  const missing = computed(() => missingOf(form.value))
  const invalid = computed(() => invalidOf(form.value))
  const isComplete = computed(() => !missing.value.length && !Object.keys(invalid.value).length)

  function messageOf(field: string): string {
    const value = invalid.value[field]
    if (value === undefined) return tried.value && missing.value.includes(field) ? t('ui.required') : ''
    const range = rangeOf(field)
    if (!range) return dateError(value)
    return tried.value ? numberError(labelOf(field), value, range) : ''
  }
  const errorOf = (field: string): string => messageOf(field) || problem.value?.byField[field] || ''
  return { tried, missing, isComplete, errorOf }
}
