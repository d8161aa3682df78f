// Start: styles, plugins, first navigation.
import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import { queryClient } from '@/api/queries'
import App from './App.vue'
import { i18n } from './i18n'
import { router } from './router'
import 'element-plus/es/components/base/style/css'
import './theme.css'
import './ledger.css'

createApp(App).use(VueQueryPlugin, { queryClient }).use(i18n).use(router).mount('#app')
