import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { api, unwrap } from '@/api/client'
import { useWrite } from '@/ui/write'

export const useSessions = () =>
  useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/auth/sessions'))).items,
  })

export function useRevoke() {
  const client = useQueryClient()
  return useWrite<void, string>(
    (id, signal) => unwrap(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } }, signal })),
    { onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }) },
  )
}
