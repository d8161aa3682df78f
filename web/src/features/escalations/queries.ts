// Submissions to the city. Keys begin with 'escalations' and 'city', which every change of a matter makes stale.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, invalidateMatters, type Problem, unwrap, versionHeader } from '@/api/client'
import type { ActionInput, EscalationRow, Matter } from '@/api/types'
import type { EscalationAction } from './forms'

export function useEscalations(status: MaybeRefOrGetter<string>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['escalations', 'list', toValue(status)]),
    queryFn: ({ pageParam }) => {
      const chosen = toValue(status)
      const query = { limit: 50, ...(chosen ? { status: chosen } : {}), ...(pageParam ? { cursor: pageParam } : {}) }
      return unwrap(api.GET('/api/v1/escalations', { params: { query } }))
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  })
}

export function useCityCounts(enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    queryKey: ['city', 'counts'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/city/counts'))).items,
    enabled,
  })
}

export interface Act {
  row: EscalationRow
  action: EscalationAction
  input: Record<string, unknown>
}

export const useAct = () =>
  useMutation<Matter, Problem, Act>({
    mutationFn: ({ row, action, input }) =>
      unwrap(
        api.POST('/api/v1/matters/{id}/actions/{action}', {
          params: { path: { id: row.matter.id, action }, header: versionHeader(row.matter.version) },
          body: input as ActionInput,
        }),
      ),
    onSettled: (_matter, _problem, { row }) => invalidateMatters(row.matter.id),
  })

export interface NewBatch {
  document_number: string
  document_on: string
  items: { id: string; version: number }[]
}

/** Submits all chosen ones with one document, in one transaction. */
export const useSubmitBatch = () =>
  useMutation<{ document_number: string; count: number }, Problem, NewBatch>({
    mutationFn: (body) => unwrap(api.POST('/api/v1/escalation-batches', { body })),
    onSettled: () => invalidateMatters(),
  })
