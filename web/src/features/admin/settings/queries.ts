import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import type { Settings } from '@/api/adminTypes'
import { api, type Problem, unwrap } from '@/api/client'

export const useSettings = () =>
  useQuery({ queryKey: ['settings'], queryFn: () => unwrap(api.GET('/api/v1/settings')), staleTime: Infinity })

export function useSaveSettings() {
  const client = useQueryClient()
  return useMutation<Settings, Problem, Settings>({
    mutationFn: (body) => unwrap(api.PUT('/api/v1/settings', { body })),
    onSuccess: (saved) => {
      client.setQueryData(['settings'], saved)
      void client.invalidateQueries({ queryKey: ['matters'] })
    },
  })
}

/** Looked at again every half minute: the page is there to show when the worker has stopped. */
export const useWorker = () =>
  useQuery({ queryKey: ['worker'], queryFn: () => unwrap(api.GET('/api/v1/worker')), refetchInterval: 30_000 })
