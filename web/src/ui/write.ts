// A write of a form or a button. What was given up before it was sent is not sent; what was sent is answered for: where
// the form is gone by then, a message says what became of it.
import { useMutation } from '@tanstack/vue-query'
import { onScopeDispose } from 'vue'
import { useI18n } from 'vue-i18n'
import { Problem } from '@/api/problem'
import { useProblemText } from './problemText'
import { toastFailed } from './toast'

interface Callbacks<Data, Value> {
  onSuccess?: (data: Data, value: Value) => unknown
  onError?: (problem: Problem, value: Value) => unknown
  onSettled?: () => unknown
}

/** `send` passes the signal on to its request. */
export function useWrite<Data, Value>(
  send: (value: Value, signal: AbortSignal) => Promise<Data>,
  callbacks: Callbacks<Data, Value> = {},
) {
  const { t } = useI18n()
  const text = useProblemText()
  let form = new AbortController()

  function tell(problem: Problem): void {
    if (problem.code === 'given_up') return
    const what = problem.isUnanswered ? 'error.late_unanswered' : 'error.late_refused'
    toastFailed(t(what, { text: text(problem) }))
  }
  const mutation = useMutation<Data, Problem, Value>({
    ...callbacks,
    mutationFn: async (value: Value) => {
      const { signal } = form
      try {
        return await send(value, signal)
      } catch (thrown) {
        const problem = Problem.of(thrown)
        if (signal.aborted) tell(problem)
        throw problem
      }
    },
  })
  /** The form was closed. */
  function giveUp(): void {
    form.abort()
    form = new AbortController()
  }
  onScopeDispose(giveUp)
  return { ...mutation, giveUp }
}
