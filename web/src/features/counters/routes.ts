import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: 'counters', name: 'counters', component: () => import('./CountersPage.vue'), meta: { page: 'counters' } },
] satisfies RouteRecordRaw[]
