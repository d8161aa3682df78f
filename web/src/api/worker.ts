// How the worker is doing, as the server judges it; nothing here or on a page judges again.
import { useQuery } from '@tanstack/vue-query'
import type { MaybeRefOrGetter } from 'vue'
import { api, Problem, unwrap } from './client'
import type { components } from './schema'
import type { Answer } from './types'

export type WorkerHealth = Answer<components['schemas']['WorkerHealth']>

const fetchWorker = async (): Promise<WorkerHealth> => unwrap(api.GET('/api/v1/worker'))

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
