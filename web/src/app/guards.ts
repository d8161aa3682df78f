// Who may open what: signed in, password changed, page among those that the server lists for this person.
import type { NavigationGuardWithThis, RouteLocationNormalized } from 'vue-router'
import { fetchMe, queryClient } from '@/api/client'
import { Problem } from '@/api/problem'
import { currentToken, refreshSession } from '@/api/session'
import type { Me } from '@/api/types'
import { pageTitleKey } from '@/lib/pagePath'
import { translate } from './i18n'

export const guard: NavigationGuardWithThis<undefined> = async (to) => {
  if (to.meta.public) return true
  const me = await whoIsThere()
  if (me === 'unknown') return { name: 'unreachable', query: { next: to.fullPath } }
  if (!me) return { name: 'sign_in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  if (me.must_change_password && to.name !== 'password') return { name: 'password' }
  if (to.meta.page && !me.pages.includes(to.meta.page)) return { name: 'not_found', params: { rest: ['404'] } }
  return true
}

/** Nobody only when the server says so: who cannot be asked for may well be signed in. */
async function whoIsThere(): Promise<Me | null | 'unknown'> {
  try {
    if (!currentToken() && !(await refreshSession())) return null
    return await queryClient.ensureQueryData({ queryKey: ['me'], queryFn: fetchMe })
  } catch (thrown) {
    const { status } = Problem.of(thrown)
    return status === 401 || status === 403 ? null : 'unknown'
  }
}

export function setTitle(to: RouteLocationNormalized): void {
  const level = queryClient.getQueryData<Me>(['me'])?.region.level
  const key = to.meta.title ?? (to.meta.page ? pageTitleKey(to.meta.page, level) : 'shell.product')
  document.title = `${translate(key)} · ${translate('shell.product')}`
}
