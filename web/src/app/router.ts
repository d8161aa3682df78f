// The pages. Each feature contributes features/<noun>/routes.ts: `export default` an array of routes with meta.page.
import { watch } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import type { PageName } from '@/api/types'
import { language } from '@/lib/language'
import { toastFailed } from '@/ui/toast'
import { guard, setTitle } from './guards'
import { translate } from './i18n'
import { slots } from './slots'

declare module 'vue-router' {
  interface RouteMeta {
    /** The entry of me.pages that opens this route; none means: for everyone signed in. */
    page?: PageName
    /** Reachable without signing in. */
    public?: boolean
    /** i18n key of the document title; default `pages.<page>`. */
    title?: string
  }
}

const found = import.meta.glob<{ default: RouteRecordRaw[] }>('../features/*/routes.ts', { eager: true })
const contributed = Object.values(found).flatMap((module) => module.default)

const isPublic = (route: RouteRecordRaw) => route.meta?.public === true

export const router = createRouter({
  history: createWebHistory('/'),
  routes: [
    ...contributed.filter(isPublic),
    {
      path: '/unreachable',
      name: 'unreachable',
      component: () => import('./UnreachablePage.vue'),
      meta: { public: true, title: 'shell.unreachable' },
    },
    {
      path: '/',
      component: () => import('./layout/AppLayout.vue'),
      redirect: '/home',
      children: [
        ...contributed.filter((route) => !isPublic(route)),
        {
          path: ':rest(.*)*',
          name: 'not_found',
          component: () => import('./NotFoundPage.vue'),
          meta: { title: 'shell.not_found' },
        },
      ],
    },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

// Asked while the session is renewed or somebody signs in.
const prepared = slots.prepare?.()
router.beforeEach(guard)
router.beforeEach(async (to) => {
  if (!to.meta.public) await prepared
})
router.afterEach(setTitle)
// A page's file did not arrive: the server is down, or it serves a newer build.
router.onError(() => toastFailed(translate('error.network')))
watch(language, () => setTitle(router.currentRoute.value))
