// Working on a matter: finding it in the ledger, opening it, acting on it.
import type { Locator, Page } from 'playwright-core'
import { choose, typeDate } from './fields'
import type { Person } from './person'

type Filled = Record<string, string | { option: string } | { date: string }>

/** Searches the ledger and opens the matter of that title. */
export async function openMatter(person: Person, title: string): Promise<void> {
  await person.go('督办台账')
  const search = person.page.getByRole('textbox', { name: '搜索' })
  await search.fill(title)
  await search.press('Enter')
  await person.page.waitForURL((url) => url.searchParams.get('q') === title)
  // A line of the list before the search goes away under the pointer.
  await person.see('main .panel[aria-busy="false"]')
  await person.page.locator('main').getByRole('link', { name: title }).first().click()
  await person.see(person.page.getByRole('heading', { level: 1, name: title }))
}

/** What the ledger lists: lines of a table, or cards where there is no room for it. */
export const ledgerRows = ({ page, isOnPhone }: Person): Locator =>
  page.locator(isOnPhone ? 'ul.cards > li' : 'table.table tbody tr')

/** The button of an action; behind "more" where there is no room for it. */
export async function actionButton({ page }: Person, action: string): Promise<Locator> {
  const bar = page.locator('.actions')
  await bar.waitFor()
  const inline = bar.locator(`button[data-action="${action}"]`)
  if (await inline.count()) return inline
  await bar.locator('button.more').click()
  const item = page.locator(`li[data-action="${action}"]`).filter({ visible: true })
  await item.waitFor()
  return item
}

export async function fillIn(page: Page, form: Locator, values: Filled): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    const field = form.getByLabel(label, { exact: false }).first()
    if (typeof value === 'string') await field.fill(value)
    else if ('option' in value) await choose(page, field, value.option)
    else await typeDate(field, value.date)
  }
}

/** Opens the form of an action. */
export async function begin(person: Person, action: string): Promise<Locator> {
  await (await actionButton(person, action)).click()
  const form = person.page.locator(`form[data-action="${action}"]`)
  await form.waitFor()
  return form
}

export async function submit(form: Locator): Promise<void> {
  await form.locator('button[type="submit"]').click()
  await form.waitFor({ state: 'hidden' })
}

/** Does an action with these fields, by their labels, and waits until it is done. */
export async function act(person: Person, action: string, values: Filled = {}): Promise<void> {
  const form = await begin(person, action)
  await fillIn(person.page, form, values)
  await submit(form)
}

/** What stands at the head of the matter's page. */
export const head = (person: Person): Locator => person.page.locator('header.head')
