// Filling Element Plus fields the way a keyboard does.
import type { Locator, Page } from 'playwright-core'

/** Chooses an option of a select by its words. */
export async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click()
  if (await field.isEditable()) await field.fill(option)
  await page.getByRole('option', { name: option, exact: true }).filter({ visible: true }).click()
}

/** Types a date and confirms it. */
export async function typeDate(field: Locator, date: string): Promise<void> {
  await field.fill(date)
  await field.press('Enter')
}
