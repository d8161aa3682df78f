// What the home page reads: the cards, and the first rows behind some of them.
import { useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, unwrap } from '@/api/client'
import type { Home, MatterRow, Page } from '@/api/types'
import { queryStrings } from '@/lib/ledgerLink'

export const useHome = () => useQuery({ queryKey: ['home'], queryFn: () => unwrap<Home>(api.GET('/api/v1/home')) })

export const shortListLength = 6

/** The most pressing rows of a card's list. */
export const useShortList = (filters: MaybeRefOrGetter<object>) =>
  useQuery({
    queryKey: ['matters', 'short', computed(() => toValue(filters))],
    queryFn: async () => {
      const query = { sort: 'due_on', ...queryStrings(toValue(filters)), limit: String(shortListLength) }
      return (await unwrap<Page<MatterRow>>(api.GET('/api/v1/matters', { params: { query } }))).items
    },
  })
