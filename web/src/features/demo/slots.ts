// The demonstration banner fills the frame's place above everything.
import { type Component, defineAsyncComponent, type FunctionalComponent, h } from 'vue'
import { isDemo } from '@/api/demo'

let loaded: Component | undefined
const load = async (): Promise<Component> => (loaded = (await import('./DemoBanner.vue')).default)
const later = defineAsyncComponent(load)

/** Drawn at once where it was prepared: even a file that is there already comes a moment later when it is asked for. */
export const banner: FunctionalComponent = () => h(loaded ?? later)

export async function prepare(): Promise<void> {
  if (await isDemo()) await load().catch(() => undefined)
}
