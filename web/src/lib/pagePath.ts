// Where a page of me.pages lives: of the plain routes that carry its name, the one nearest to the root.
import type { RouteRecordNormalized } from 'vue-router'

export function pagePath(page: string, routes: readonly RouteRecordNormalized[]): string | undefined {
  const paths = routes
    .filter((route) => route.meta.page === page && !route.path.includes(':'))
    .map((route) => route.path)
  return paths.sort((a, b) => a.length - b.length)[0]
}

/** What a page is called: the city sees from the other side what the counties submit. */
export const pageTitleKey = (page: string, level?: string): string =>
  page === 'escalations' && level === 'city' ? 'pages.city_escalations' : `pages.${page}`
