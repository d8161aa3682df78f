// The words: each folder brings its own in `locale.<language>.json`; those that the server knows as well stand in
// `lang` at the top of the repository. Chinese first, English complete.
import { watch } from 'vue'
import { createI18n } from 'vue-i18n'
import { applyLanguage, language } from '@/lib/language'

/** Words or groups of words by key. */
export interface Words {
  [key: string]: string | Words
}

/** The words by file. */
export const locales = import.meta.glob<Words>(['../**/locale.*.json', '../../../lang/*/words.json'], {
  eager: true,
  import: 'default',
})

/** The language of a file of words. */
export const languageOf = (file: string): 'en' | 'zh-CN' => (/[./]en[./]/.test(file) ? 'en' : 'zh-CN')

export const i18n = createI18n({
  legacy: false,
  locale: language.value as string,
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': {}, en: {} },
})

for (const [file, words] of Object.entries(locales)) i18n.global.mergeLocaleMessage(languageOf(file), words)

watch(language, (chosen) => (i18n.global.locale.value = chosen))
applyLanguage()

/** For code outside components. */
export const translate = (key: string): string => (i18n.global as unknown as { t: (key: string) => string }).t(key)
