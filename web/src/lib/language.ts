// The language of page and requests. The words themselves are gathered in app/i18n.
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { ref } from 'vue'
import { requestLanguage } from '@/api/session'

export type Language = 'zh-CN' | 'en'
const remembered = 'duban.language'

export const language = ref<Language>(globalThis.localStorage?.getItem(remembered) === 'en' ? 'en' : 'zh-CN')

/** Switches the interface, the server's answers and the browser's idea of the page's language. */
export function setLanguage(chosen: Language): void {
  language.value = chosen
  localStorage.setItem(remembered, chosen)
  applyLanguage()
}

export function applyLanguage(): void {
  requestLanguage.value = language.value
  document.documentElement.lang = language.value
  dayjs.locale(language.value === 'en' ? 'en' : 'zh-cn')
}
