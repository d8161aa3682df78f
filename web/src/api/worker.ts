// How the worker is doing, as the server judges it; nothing here or on a page judges again.
import { useQuery } from '@tanstack/vue-query'
import type { MaybeRefOrGetter } from 'vue'
import { api, Problem, unwrap } from './client'
import type { components } from './schema'
import type { Answer } from './types'

/** Goes as soon as the schema has these fields: `WorkerHealth` is then `Answer<components['schemas']['WorkerHealth']>`. */
interface Verdict {
  status: 'ok' | 'late' | 'stopped' | 'failing'
  reason:
    | 'never_swept'
    | 'sweep_late'
    | 'sweep_stopped'
    | 'steps_waiting'
    | 'outbox_waiting'
    | 'dead_letters'
    | 'failing_matters'
    | 'storage_full'
    | 'storage_unavailable'
    | 'clock_skew'
    | null
  storage: 'ok' | 'full' | 'unavailable'
  clock_skew_seconds: number | null
}
export type WorkerHealth = Answer<components['schemas']['WorkerHealth']> & Verdict

const fetchWorker = async (): Promise<WorkerHealth> => (await unwrap(api.GET('/api/v1/worker'))) as WorkerHealth

/** Milliseconds after which it is looked at again: the page is there to show when the worker has stopped. */
export const workerCheck = 30_000

/** Not asked again by whoever may not know: each refusal is an entry of the audit trail. */
export const useWorker = (enabled: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: ['worker'],
    queryFn: fetchWorker,
    enabled,
    staleTime: ({ state }) => (isRefused(state.error) ? Infinity : 15_000),
    refetchInterval: ({ state }) => (isRefused(state.error) ? false : workerCheck),
  })

const isRefused = (error: unknown): boolean => error instanceof Problem && error.isGone
