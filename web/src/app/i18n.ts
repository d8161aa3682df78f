// The words: each feature brings its own in `locale.ts` as {zh, en}; Chinese first, English complete.
import { watch } from 'vue'
import { createI18n } from 'vue-i18n'
import * as actions from '@/actions/locale'
import { applyLanguage, language } from '@/lib/language'
import * as shared from '@/ui/locale'
import * as shell from './locale'

export interface Locale {
  zh: Record<string, unknown>
  en: Record<string, unknown>
}

const features = import.meta.glob<Locale>('../features/*/locale.ts', { eager: true })

export const locales: Record<string, Locale> = { shell, shared, actions, ...features }

const merged = (side: keyof Locale) =>
  Object.assign({}, ...Object.values(locales).map((locale) => locale[side])) as Record<string, never>

export const i18n = createI18n({
  legacy: false,
  locale: language.value,
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': merged('zh'), en: merged('en') },
})

watch(language, (chosen) => (i18n.global.locale.value = chosen))
applyLanguage()

/** For code outside components. */
export const translate = (key: string): string => (i18n.global as unknown as { t: (key: string) => string }).t(key)
