// The matters that a form is about, as they were on screen when it opened.
import { fetchMatter } from '@/api/matter'
import { Problem } from '@/api/problem'
import type { Action, Matter } from '@/api/types'

/** As much of a matter as acting on it needs. */
export interface Target {
  id: string
  version: number
  title: string
}

export const snapshot = (rows: readonly Target[]): Target[] =>
  rows.map(({ id, version, title }) => ({ id, version, title }))

/** Null for what is gone or not to be seen any more; a line that is down says nothing of the matter. */
const lookAt = (id: string): Promise<Matter | null> =>
  fetchMatter(id).catch((thrown) => {
    const problem = Problem.of(thrown)
    if (problem.isGone) return null
    throw problem
  })

/** How they stand now: those that still allow the action, with their versions, and those that do not. */
export async function lookAgain(seen: readonly Target[], action: Action): Promise<{ still: Target[]; left: Target[] }> {
  const fresh = new Map<string, Matter>()
  for (let at = 0; at < seen.length; at += 10) {
    const group = seen.slice(at, at + 10).map(({ id }) => lookAt(id))
    for (const matter of await Promise.all(group)) if (matter?.actions.includes(action)) fresh.set(matter.id, matter)
  }
  return { still: snapshot([...fresh.values()]), left: seen.filter(({ id }) => !fresh.has(id)) }
}
