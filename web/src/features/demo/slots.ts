// The demonstration banner fills the frame's place above everything.
import { defineAsyncComponent } from 'vue'

export const banner = defineAsyncComponent(() => import('./DemoBanner.vue'))
