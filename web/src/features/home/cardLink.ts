// A card opens the page on which its matters are worked off, showing exactly those that it counts.
import type { RouteLocationRaw } from 'vue-router'
import type { HomeCard } from '@/api/types'
import { ledgerLink, queryStrings } from '@/lib/ledgerLink'

export const cardLink = ({ page, query }: Pick<HomeCard, 'page' | 'query'>): RouteLocationRaw =>
  page === 'escalations' ? { path: '/escalations', query: queryStrings(query) } : ledgerLink(query)
