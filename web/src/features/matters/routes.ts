import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/matters', name: 'matters', component: () => import('./LedgerPage.vue'), meta: { page: 'matters' } },
  {
    path: '/matters/new',
    name: 'matter_new',
    component: () => import('./MatterFormPage.vue'),
    meta: { page: 'matters', title: 'matters.new' },
  },
  {
    path: '/matters/:id',
    name: 'matter',
    component: () => import('./MatterPage.vue'),
    props: true,
    meta: { page: 'matters', title: 'matters.one' },
  },
  {
    path: '/matters/:id/edit',
    name: 'matter_edit',
    component: () => import('./MatterFormPage.vue'),
    props: true,
    meta: { page: 'matters', title: 'matters.edit' },
  },
] satisfies RouteRecordRaw[]
