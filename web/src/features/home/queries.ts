// What the home page reads: the cards, and the first rows behind some of them.
import { useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, unwrap } from '@/api/client'
import { listQuery, queryStrings } from '@/lib/ledgerLink'

export const useHome = () => useQuery({ queryKey: ['home'], queryFn: () => unwrap(api.GET('/api/v1/home')) })

export const shortListLength = 6

/** The most pressing rows of a card's list. */
export const useShortList = (filters: MaybeRefOrGetter<object>) =>
  useQuery({
    queryKey: ['matters', 'short', computed(() => toValue(filters))],
    queryFn: async () => {
      const query = { ...listQuery({ sort: 'due_on', ...queryStrings(toValue(filters)) }), limit: shortListLength }
      return (await unwrap(api.GET('/api/v1/matters', { params: { query } }))).items
    },
  })
