// The statistician's home page shows the plans and their targets.
import { defineAsyncComponent } from 'vue'

export const home = defineAsyncComponent(() => import('./PlansHome.vue'))
