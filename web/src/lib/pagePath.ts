// Where a page of me.pages lives: the first plain route that carries its name.
import type { RouteRecordNormalized } from 'vue-router'

export const pagePath = (page: string, routes: readonly RouteRecordNormalized[]): string | undefined =>
  routes.find((route) => route.meta.page === page && !route.path.includes(':'))?.path
