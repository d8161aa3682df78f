import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { shallowRef } from 'vue'
import type { Settings } from '@/api/adminTypes'
import { api, unwrap, versionHeader, versionOf } from '@/api/client'
import { type Attempt, idempotencyHeader } from '@/api/idempotency'
import { useWrite } from '@/ui/write'

/** The settings with the version that a change must name. */
export interface VersionedSettings {
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
    queryFn: (): Promise<VersionedSettings> => withVersion(api.GET('/api/v1/settings')),
    staleTime: Infinity,
  })

export function useSaveSettings() {
  const client = useQueryClient()
  const last = shallowRef<Attempt | null>(null)
  return useWrite<VersionedSettings, VersionedSettings>(
    (versioned, signal) => {
      const header = { ...versionHeader(versioned.version), ...idempotencyHeader(last, versioned) }
      return withVersion(api.PUT('/api/v1/settings', { params: { header }, body: versioned.settings, signal }))
    },
    {
      onSuccess: (saved) => {
        client.setQueryData(['settings'], saved)
        void client.invalidateQueries({ queryKey: ['matters'] })
      },
    },
  )
}
