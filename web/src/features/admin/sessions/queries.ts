import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { api, type Problem, unwrap } from '@/api/client'

export const useSessions = () =>
  useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/auth/sessions'))).items,
  })

export function useRevoke() {
  const client = useQueryClient()
  return useMutation<void, Problem, string>({
    mutationFn: (id) => unwrap(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  })
}
