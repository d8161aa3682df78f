// What an administrator looks at first stands on the home page.
import { defineAsyncComponent } from 'vue'

export const home = defineAsyncComponent(() => import('./home/AdminHome.vue'))
