// What the home page reads: the cards, and the first rows behind some of them.
import { useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, unwrap } from '@/api/client'
import type { HomeCard, MatterRow } from '@/api/types'
import { listQuery, queryStrings } from '@/lib/ledgerLink'

export const useHome = () => useQuery({ queryKey: ['home'], queryFn: () => unwrap(api.GET('/api/v1/home')) })

export const shortListLength = 6

/** The most pressing rows of what a card counts. */
export const useShortList = (card: MaybeRefOrGetter<Pick<HomeCard, 'page' | 'query'>>) =>
  useQuery({
    queryKey: computed(() => ['matters', 'short', toValue(card).page, toValue(card).query] as const),
    queryFn: ({ queryKey: [, , page, query] }) => fetchShort({ page, query }),
  })

async function fetchShort({ page, query }: Pick<HomeCard, 'page' | 'query'>): Promise<MatterRow[]> {
  const limit = shortListLength
  if (page === 'escalations') {
    const { items } = await unwrap(
      api.GET('/api/v1/escalations', { params: { query: { ...queryStrings(query), limit } } }),
    )
    return items.map(({ matter }) => matter)
  }
  const wanted = { ...listQuery({ sort: 'due_on', ...queryStrings(query) }), limit }
  return (await unwrap(api.GET('/api/v1/matters', { params: { query: wanted } }))).items
}
