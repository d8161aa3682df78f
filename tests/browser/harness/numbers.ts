// A number on a page that opens the list it counts.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { ledgerRows } from './matter'
import type { Person } from './person'
import { waitForContent } from './survey'

/** Clicks each of these numbers and counts what comes; then goes back to where they stand. */
export async function checkNumbers(person: Person, links: string): Promise<void> {
  const { page } = person
  await person.see(page.locator(links).first())
  await waitForContent(page)
  const address = page.url()
  const total = await page.locator(links).count()
  expect(total, links).toBeGreaterThan(0)
  for (let at = 0; at < total; at += 1) {
    const link = page.locator(links).nth(at)
    const name = (await link.getAttribute('aria-label')) ?? (await link.innerText())
    const wanted = Number(/\d+/.exec(await link.innerText())?.[0])
    await link.click()
    await page.waitForURL(/\/(matters|escalations)/)
    await waitForContent(page)
    if (page.url().includes('/escalations')) await checkSubmissions(page, name, wanted)
    else await checkLedger(person, name, wanted)
    await page.goBack()
    await page.waitForURL(address)
    await person.see(page.locator(links).first())
  }
}

/** The page of submissions has no count of its own: its cards are counted. */
async function checkSubmissions(page: Page, name: string, wanted: number): Promise<void> {
  const cards = page.locator('article.card')
  if (wanted) await cards.nth(Math.min(wanted, 50) - 1).waitFor()
  expect(await cards.count(), name).toBe(Math.min(wanted, 50))
}

async function checkLedger(person: Person, name: string, wanted: number): Promise<void> {
  const { page } = person
  const stated = page.locator('.page-head [role="status"]')
  await stated
    .getByText(`${wanted}项`, { exact: true })
    .waitFor()
    .catch(async () => {
      expect.fail(`${name}: the list says ${await stated.innerText()} (${page.url()})`)
    })
  expect(await ledgerRows(person).count(), name).toBe(Math.min(wanted, 50))
}
