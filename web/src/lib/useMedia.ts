// Whether a media query holds, kept current.
import { onScopeDispose, ref, type Ref } from 'vue'

export function useMedia(query: string): Ref<boolean> {
  const list = window.matchMedia(query)
  const matches = ref(list.matches)
  const update = (event: MediaQueryListEvent): void => {
    matches.value = event.matches
  }
  list.addEventListener('change', update)
  onScopeDispose(() => list.removeEventListener('change', update))
  return matches
}

/** Phone width: tables become cards. */
export const usePhone = (): Ref<boolean> => useMedia('(max-width: 700px)')
