// Asks before the tab is closed or reloaded while something typed has not been sent. Going to another page needs no
// question where the form keeps a draft.
import { onScopeDispose, type Ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { onBeforeRouteLeave } from 'vue-router'

export function useUnsavedWarning(dirty: Ref<boolean>): void {
  const ask = (event: BeforeUnloadEvent): void => {
    event.preventDefault()
    // Browsers on Chromium below 119, of which many county offices have one, ask only for this.
    event.returnValue = ''
  }
  const listen = (on: boolean): void =>
    on ? window.addEventListener('beforeunload', ask) : window.removeEventListener('beforeunload', ask)
  watch(dirty, listen, { immediate: true })
  onScopeDispose(() => listen(false))
}

/**
 * For a form that keeps no draft: going to another page asks first as well, which is what Back does on a phone. The
 * result is the `before-close` of one that is a drawer or a dialog: Esc and × ask the same.
 */
export function useLeaveConfirmation(dirty: Ref<boolean>): (done: () => void) => void {
  const { t } = useI18n()
  const mayGo = (): boolean => !dirty.value || window.confirm(t('ui.unsaved'))
  useUnsavedWarning(dirty)
  onBeforeRouteLeave(mayGo)
  return (done) => {
    if (mayGo()) done()
  }
}
