// The demonstration banner fills the frame's place above everything.
import { defineAsyncComponent } from 'vue'
import { isDemo } from '@/api/demo'

const load = () => import('./DemoBanner.vue')
export const banner = defineAsyncComponent(load)

export async function prepare(): Promise<void> {
  if (await isDemo()) await load().catch(() => undefined)
}
