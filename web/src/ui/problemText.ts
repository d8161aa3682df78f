// What to tell the user about a refusal: the server's own words, else ours by code.
import { useI18n } from 'vue-i18n'
import type { Problem } from '@/api/problem'

export function useProblemText(): (problem: Problem) => string {
  const { t, te } = useI18n()
  return (problem) => {
    if (problem.message && problem.code !== 'network') return problem.message
    const key = `error.${problem.code}`
    return te(key) ? t(key) : t('error.internal')
  }
}
