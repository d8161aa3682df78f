// Units, leaders and plans: small lists that many forms choose from, read once and kept for a while.
import { useQuery } from '@tanstack/vue-query'
import type { MaybeRefOrGetter } from 'vue'
import { api, unwrap } from './client'

const staleTime = 10 * 60_000

export const useDepartments = () =>
  useQuery({
    queryKey: ['departments'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/departments'))).items,
    staleTime,
  })

export const useLeaders = () =>
  useQuery({
    queryKey: ['leaders'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/leaders'))).items,
    staleTime,
  })

export const usePlans = (enabled: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    enabled,
    queryKey: ['plans'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/plans'))).items,
    staleTime,
  })
