import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: 'notifications',
    name: 'notifications',
    component: () => import('./InboxPage.vue'),
    meta: { page: 'notifications' },
  },
] satisfies RouteRecordRaw[]
