// Where a page of me.pages lives: the first plain route that carries its name.
import type { RouteRecordNormalized } from 'vue-router'
import type { PageName } from '@/api/types'

export const pagePath = (page: PageName, routes: readonly RouteRecordNormalized[]): string | undefined =>
  routes.find((route) => route.meta.page === page && !route.path.includes(':'))?.path
