import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: 'plans', name: 'plans', component: () => import('./PlansPage.vue'), meta: { page: 'plans' } },
] satisfies RouteRecordRaw[]
