import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/sign-in',
    name: 'sign_in',
    component: () => import('./SignInPage.vue'),
    meta: { public: true, title: 'auth.sign_in' },
  },
  {
    path: '/account/password',
    name: 'password',
    component: () => import('./PasswordPage.vue'),
    meta: { title: 'shell.change_password' },
  },
] satisfies RouteRecordRaw[]
