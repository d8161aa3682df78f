import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import type { Settings } from '@/api/adminTypes'
import { api, type Problem, unwrap, versionHeader, versionOf } from '@/api/client'

/** The settings with the version that a change must name. */
export interface SeenSettings {
  version: number
  settings: Settings
}

async function withVersion<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>) {
  const settings = await unwrap(call)
  return { version: versionOf((await call).response), settings }
}

export const useSettings = () =>
  useQuery({
    queryKey: ['settings'],
    queryFn: (): Promise<SeenSettings> => withVersion(api.GET('/api/v1/settings')),
    staleTime: Infinity,
  })

export function useSaveSettings() {
  const client = useQueryClient()
  return useMutation<SeenSettings, Problem, SeenSettings>({
    mutationFn: ({ version, settings }) =>
      withVersion(api.PUT('/api/v1/settings', { params: { header: versionHeader(version) }, body: settings })),
    onSuccess: (saved) => {
      client.setQueryData(['settings'], saved)
      void client.invalidateQueries({ queryKey: ['matters'] })
    },
  })
}

/** Looked at again every half minute: the page is there to show when the worker has stopped. */
export const useWorker = () =>
  useQuery({ queryKey: ['worker'], queryFn: () => unwrap(api.GET('/api/v1/worker')), refetchInterval: 30_000 })
