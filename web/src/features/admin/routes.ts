import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: 'users', name: 'users', component: () => import('./users/UsersPage.vue'), meta: { page: 'users' } },
  {
    path: 'audit',
    name: 'audit_trail',
    component: () => import('./audit/AuditPage.vue'),
    meta: { page: 'audit_trail' },
  },
  {
    path: 'settings',
    name: 'settings',
    component: () => import('./settings/SettingsPage.vue'),
    meta: { page: 'settings' },
  },
  {
    path: 'account/sessions',
    name: 'sessions',
    component: () => import('./sessions/SessionsPage.vue'),
    meta: { title: 'admin.sessions.title' },
  },
] satisfies RouteRecordRaw[]
