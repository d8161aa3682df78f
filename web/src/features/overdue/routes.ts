import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: 'overdue', name: 'overdue', component: () => import('./OverduePage.vue'), meta: { page: 'overdue' } },
] satisfies RouteRecordRaw[]
