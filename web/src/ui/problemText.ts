// What to tell the user about a refusal: the server's own words, else ours by code.
import { useI18n } from 'vue-i18n'
import { Problem } from '@/api/problem'
import { toastFailed } from './toast'

export function useProblemText(): (problem: Problem) => string {
  const { t, te } = useI18n()
  return (problem) => {
    if (problem.message && problem.code !== 'network') return problem.message
    const key = `error.${problem.code}`
    return te(key) ? t(key) : t('error.internal')
  }
}

/** Tells of a failure for which the page has no place of its own. */
export function useFailureToast(): (thrown: unknown) => void {
  const text = useProblemText()
  return (thrown) => toastFailed(text(Problem.of(thrown)))
}
