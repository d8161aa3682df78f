import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: 'escalations',
    name: 'escalations',
    component: () => import('./EscalationsPage.vue'),
    meta: { page: 'escalations' },
  },
] satisfies RouteRecordRaw[]
