import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: 'import', name: 'import', component: () => import('./UploadPage.vue'), meta: { page: 'import' } },
  {
    path: 'import/:id',
    name: 'import_preview',
    component: () => import('./PreviewPage.vue'),
    props: true,
    meta: { page: 'import' },
  },
] satisfies RouteRecordRaw[]
