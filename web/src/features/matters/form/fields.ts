// What the form's page and its fields tell each other.
import type { InjectionKey } from 'vue'

export interface Fields {
  errorOf: (name: string) => string
  /** The names of the fields on screen; which these are follows from what is chosen in others. */
  drawn: Set<string>
}

export const fieldsKey: InjectionKey<Fields> = Symbol('fields of the matter form')
