// What a component needs around it in a test.
import { VueQueryPlugin } from '@tanstack/vue-query'
import { queryClient } from '@/api/client'
import { i18n } from '@/app/i18n'

export { i18n }
export const plugins = [[VueQueryPlugin, { queryClient }], i18n] as never[]
