// The day-by-day explanation of a matter's deadline.
import { useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, unwrap } from './client'

export const useDeadline = (id: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: computed(() => ['matter', toValue(id), 'deadline'] as const),
    queryFn: ({ queryKey: [, wanted] }) =>
      unwrap(api.GET('/api/v1/matters/{id}/deadline', { params: { path: { id: wanted } } })),
    enabled: computed(() => toValue(enabled)),
  })
