// After a refusal the first field that is wrong takes the focus, so that nobody has to look for it.
import { nextTick } from 'vue'

export async function focusFirstError(within: ParentNode = document): Promise<void> {
  await nextTick()
  const field = within.querySelector<HTMLElement>(':is(.el-form-item, .step).is-error :is(input, textarea)')
  field?.scrollIntoView({ block: 'center' })
  field?.focus({ preventScroll: true })
}
