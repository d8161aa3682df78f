// The day-by-day explanation of a matter's deadline.
import { useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, unwrap } from './client'

export const useDeadline = (id: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: ['matter', computed(() => toValue(id)), 'deadline'],
    queryFn: () => unwrap(api.GET('/api/v1/matters/{id}/deadline', { params: { path: { id: toValue(id) } } })),
    enabled: computed(() => toValue(enabled)),
  })
