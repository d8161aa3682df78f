// What was typed and not yet accepted, kept for this tab: closing a form, going elsewhere or the end of a session loses
// nothing. A draft belongs to one person; the first form that somebody else opens in this tab clears it away.
const prefix = 'duban.draft.'

export interface Draft<T> {
  read(): T | null
  keep(value: T): void
  drop(): void
}

export function draftOf<T>(person: string, what: string, store: Storage = sessionStorage): Draft<T> {
  const mine = `${prefix}${person}.`
  for (const key of Object.keys(store)) if (key.startsWith(prefix) && !key.startsWith(mine)) store.removeItem(key)
  const key = mine + what
  return {
    read() {
      try {
        return JSON.parse(store.getItem(key) ?? 'null') as T | null
      } catch {
        return null
      }
    },
    keep(value) {
      try {
        store.setItem(key, JSON.stringify(value))
      } catch {
        // A full store keeps no draft; the form itself still holds what was typed.
      }
    },
    drop: () => store.removeItem(key),
  }
}
