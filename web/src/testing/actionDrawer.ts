// The form of an action on one matter, against a server that a test plays.
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, vi } from 'vitest'
import ActionDrawer from '@/actions/ActionDrawer.vue'
import { queryClient } from '@/api/client'
import type { Matter, Me } from '@/api/types'
import { plugins } from './plugins'

export const matter = {
  id: 'm',
  version: 3,
  title: '清理账款',
  progress_percent: 10,
  leader: { id: 'l', name: '县长' },
  co_departments: [],
  extensions: [],
} as unknown as Matter
export const fetchMock = vi.fn<typeof fetch>()
export const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

/** Before and after each test: an empty server, nothing stored and one person signed in. */
export function useDrawerTests(): void {
  beforeEach(() => {
    fetchMock.mockReset()
    fetchMock.mockImplementation(async () => json(200, { items: [] }))
    vi.stubGlobal('fetch', fetchMock)
    sessionStorage.clear()
    queryClient.setQueryData<Me>(['me'], { id: 'u', today: '2023-03-15' } as Me)
  })
  afterEach(() => {
    document.body.innerHTML = ''
    vi.unstubAllGlobals()
  })
}

/** The writes so far. */
export const sent = (): Request[] =>
  fetchMock.mock.calls.map(([request]) => request as Request).filter((request) => request.method === 'POST')
export const keyAt = (index: number): string | null => sent()[index]?.headers.get('Idempotency-Key') ?? null
export const answerPosts = (answer: () => Response): void =>
  void fetchMock.mockImplementation(async (input) =>
    (input as Request).method === 'POST' ? answer() : json(200, { items: [] }),
  )

export function openForm(action: 'claim' | 'sign' | 'report', version = 3) {
  return mount(ActionDrawer, {
    props: { action, targets: [{ ...matter, version }], matter, modelValue: true },
    global: { plugins },
    attachTo: document.body,
  })
}
export const text = (): HTMLTextAreaElement => document.querySelector('textarea') as HTMLTextAreaElement
export async function write(words: string): Promise<void> {
  text().value = words
  text().dispatchEvent(new Event('input'))
  await flushPromises()
}
export async function send(): Promise<void> {
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
}
