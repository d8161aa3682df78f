// Asks before the tab is closed or reloaded while something typed has not been sent. Going to another page needs no
// question where the form keeps a draft.
import { onScopeDispose, type Ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'

export function useUnsaved(dirty: Ref<boolean>): void {
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

/** For the `before-close` of a form that keeps no draft: Esc and × ask first. */
export function useBeforeClose(dirty: Ref<boolean>): (done: () => void) => void {
  const { t } = useI18n()
  useUnsaved(dirty)
  return (done) => {
    if (!dirty.value || window.confirm(t('ui.unsaved'))) done()
  }
}
