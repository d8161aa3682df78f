// The matters that a form is about, as they were on screen when it opened.
import { ref, type Ref } from 'vue'
import { fetchMatter } from '@/api/matter'
import { Problem } from '@/api/problem'
import type { Action, Matter } from '@/api/types'
import { useFailureToast } from '@/ui/problemText'

/** As much of a matter as acting on it needs. */
export interface Target {
  id: string
  version: number
  title: string
}

export const snapshotOf = (rows: readonly Target[]): Target[] =>
  rows.map(({ id, version, title }) => ({ id, version, title }))

/** Null for what is gone or not to be seen any more; a line that is down says nothing of the matter. */
const findMatter = (id: string): Promise<Matter | null> =>
  fetchMatter(id).catch((thrown) => {
    const problem = Problem.of(thrown)
    if (problem.isGone) return null
    throw problem
  })

/** The targets as they are now: those that still allow the action, with their versions, and those that do not. */
export async function recheckTargets(
  targets: readonly Target[],
  action: Action,
): Promise<{ allowed: Target[]; skipped: Target[] }> {
  const fresh = new Map<string, Matter>()
  for (let at = 0; at < targets.length; at += 10) {
    const group = targets.slice(at, at + 10).map(({ id }) => findMatter(id))
    for (const matter of await Promise.all(group)) if (matter?.actions.includes(action)) fresh.set(matter.id, matter)
  }
  return { allowed: snapshotOf([...fresh.values()]), skipped: targets.filter(({ id }) => !fresh.has(id)) }
}

/**
 * `refresh` takes the current versions into the snapshot. Matters that no longer allow the action leave it; `skipped`
 * has their titles. `reset` takes the refusal away that asked for it.
 */
export function useTargetRefresh(snapshot: Ref<Target[]>, action: () => Action, reset: () => void) {
  const showFailure = useFailureToast()
  const skipped = ref<string[]>([])
  async function refresh(): Promise<void> {
    try {
      const checked = await recheckTargets(snapshot.value, action())
      snapshot.value = checked.allowed
      skipped.value = checked.skipped.map(({ title }) => title)
      reset()
    } catch (thrown) {
      showFailure(thrown) // The refusal stays on screen, with its button.
    }
  }
  return { skipped, refresh }
}
