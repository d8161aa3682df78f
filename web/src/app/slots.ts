// Places in the frame that a feature may fill: features/<noun>/slots.ts exports {bell} or {banner}.
import type { Component } from 'vue'

export interface Slots {
  /** In the top bar, beside the user. */
  bell?: Component
  /** Above everything, full width. */
  banner?: Component
}

const found = import.meta.glob<Slots>('../features/*/slots.ts', { eager: true })

export const slots: Slots = Object.assign({}, ...Object.values(found)) as Slots
