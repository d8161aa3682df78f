// What an action is called on a button. The city office’s own steps need not say that they are the city’s.
import { useI18n } from 'vue-i18n'
import { useMe } from '@/api/client'
import type { Action } from '@/api/types'

export function useActionLabel(): (action: Action) => string {
  const { t, te } = useI18n()
  const me = useMe()
  return (action) => {
    const own = `act.city.${action}`
    return me.value?.region?.level === 'city' && te(own) ? t(own) : t(`action.${action}`)
  }
}

/** What a field of an action's form is called. */
export function useFieldLabel(): (action: Action, name: string) => string {
  const { t, te } = useI18n()
  return (action, name) => {
    const own = `act.input.${action}_${name}`
    return t(te(own) ? own : `act.input.${name}`)
  }
}
