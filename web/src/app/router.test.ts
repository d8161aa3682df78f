import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { router } from './router'

const { banner, open } = vi.hoisted(() => {
  let open = (): void => undefined
  const banner = new Promise<void>((done) => (open = done))
  return { banner, open }
})
vi.mock('./slots', () => ({ slots: { prepare: () => banner }, homePanels: [] }))
vi.mock('./guards', () => ({ guard: () => true, setTitle: () => undefined }))

it('draws no frame before its banner can be drawn with it', async () => {
  const passed: string[] = []
  router.beforeEach(({ path }) => void passed.push(path))
  await router.push('/sign-in')
  expect(passed, 'a public page waits for nothing').toEqual(['/sign-in'])
  const moved = router.push('/no-such-page')
  await flushPromises()
  expect(passed).toEqual(['/sign-in'])
  open()
  await moved
  expect(passed).toEqual(['/sign-in', '/no-such-page'])
})
