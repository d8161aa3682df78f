// What was typed and not yet accepted, kept for this tab: closing a form, going elsewhere or the end of a session loses
// nothing. A draft belongs to one person; the first form that somebody else opens in this tab clears it away.
const prefix = 'duban.draft.'

export interface DraftStorage<T> {
  /** Null where nothing is stored, or nothing that can be read. */
  read(): T | null
  save(value: T): void
  remove(): void
}

/** The stored draft of one form of one person. */
export function draftStorage<T>(person: string, form: string, store: Storage = sessionStorage): DraftStorage<T> {
  const mine = `${prefix}${person}.`
  for (const key of Object.keys(store)) if (key.startsWith(prefix) && !key.startsWith(mine)) store.removeItem(key)
  const key = mine + form
  return {
    read() {
      try {
        return JSON.parse(store.getItem(key) ?? 'null') as T | null
      } catch {
        return null
      }
    },
    save(value) {
      try {
        store.setItem(key, JSON.stringify(value))
      } catch {
        // A full store keeps no draft; the form itself still holds what was typed.
      }
    },
    remove: () => store.removeItem(key),
  }
}
