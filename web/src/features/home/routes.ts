import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/home', name: 'home', component: () => import('./HomePage.vue'), meta: { page: 'home' } },
] satisfies RouteRecordRaw[]
