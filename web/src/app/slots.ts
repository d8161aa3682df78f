// Places in the frame that a feature may fill: features/<noun>/slots.ts exports {bell}, {banner, prepare} or
// {home}.
import type { Component } from 'vue'

export interface Slots {
  /** In the top bar, beside the user. */
  bell?: Component
  /** Above everything, full width. */
  banner?: Component
  /** Waits for what the banner shows: one that came after the frame would push the page away under a finger. */
  prepare?: () => Promise<void>
  /** Below the home page's own cards; each decides for whom it has something to show. */
  home?: Component
}

const found = Object.values(import.meta.glob<Slots>('../features/*/slots.ts', { eager: true }))

export const slots: Omit<Slots, 'home'> = Object.assign({}, ...found) as Slots
export const homePanels: Component[] = found.flatMap(({ home }) => (home ? [home] : []))
