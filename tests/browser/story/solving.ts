// Steps 3 and 4: solved on the spot, and solved by the city.
import { expect } from 'vitest'
import { typeDate } from '../harness/fields'
import { act, head, openMatter, submit } from '../harness/matter'
import { picture } from '../harness/survey'
import type { Cast } from './cast'
import { moveClockTo } from './time'

const onTheSpot = '企业临时用电增容手续办理慢'
const forTheCity = '产能核增审查需市级以上部门受理'

/** A leader on the phone, at the enterprise. */
export async function solveOnSite(cast: Cast): Promise<void> {
  const leader = await cast.as('leader2', { device: 'phone' })
  await openMatter(leader, onTheSpot)
  await act(leader, 'solve_on_site', {
    地点: '县工业园区',
    解决措施: '供电局现场受理，三个工作日内完成增容。',
  })
  await leader.see(head(leader).getByText('待销号'))
  await leader.see(head(leader).getByText('现场解决'))
  await picture(leader, 'solved-on-site', { tall: false })

  const office = await cast.as('ducha1')
  await openMatter(office, onTheSpot)
  await act(office, 'close', { 说明: '已核实，予以销号。' })
  await office.see(head(office).getByText('已销号'))
  await office.see(head(office).getByText('现场解决'))
  await leader.see(head(leader).getByText('已销号'))
}

/** Proposed by the department, endorsed by the leader, submitted with a document number. */
export async function submitToCity(cast: Cast): Promise<void> {
  const department = await cast.as('d17')
  await openMatter(department, forTheCity)
  await act(department, 'sign')
  await act(department, 'escalation_propose', {
    县级已采取的措施: '已完成县级初审，申报材料齐备。',
    提请市级解决的事项: '请市能源局协调受理产能核增审查。',
    建议市级部门: { option: '市能源局' },
  })
  await department.see(department.page.getByText('拟提请').first())

  const leader = await cast.as('leader2')
  await openMatter(leader, forTheCity)
  await act(leader, 'escalation_endorse', { 审签意见: '同意提请。' })

  const office = await cast.as('ducha1')
  const { page } = office
  await office.go('提请市级')
  await page.locator('article.card', { hasText: forTheCity }).locator('.el-checkbox').click()
  await page.getByRole('button', { name: '成批提请市级' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('文号').fill('师政请〔2023〕1号')
  await dialog.getByRole('button', { name: '成批提请市级' }).click()
  await office.read('已以师政请〔2023〕1号提请市级1项')

  await openMatter(office, forTheCity)
  await office.see(head(office).getByText('市级').first())
  expect(await head(office).innerText()).toMatch(/县级时限\s*2023-03-03\s*暂停计时/)
  await office.see(page.locator('.strip .pauses').getByText('暂停计时'))
  await picture(office, 'at-the-city')
}

/** The city takes a day and answers; the county's clock has stood still meanwhile. */
export async function cityAnswers(cast: Cast): Promise<void> {
  const office = await cast.as('ducha1')
  await moveClockTo(office, '2023-01-29')

  const city = await cast.as('shiducha')
  const { page } = city
  await city.go('县级提请')
  const card = page.locator('article.card', { hasText: forTheCity })
  await card.getByRole('button', { name: '受理' }).click()
  const accepting = page.locator('form[data-action="escalation_accept"]')
  await city.see(accepting.getByText('市能源局').first())
  await typeDate(accepting.getByLabel('市级办理时限'), '2023-02-20')
  await accepting.getByLabel('联系人及电话').fill('市能源局煤炭科')
  await submit(accepting)
  await city.see(card.getByText('市级已受理'))
  await card.getByRole('button', { name: '答复' }).click()
  const answering = page.locator('form[data-action="escalation_answer"]')
  await answering.getByText('已解决', { exact: true }).click()
  await answering.getByLabel('答复内容').fill('已受理产能核增申请并组织审查。')
  await submit(answering)
  await city.see(card.getByText('市级已答复'))

  // Submitted on Saturday the 28th, a make-up day, and answered on the next: one working day is given back.
  await office.see(head(office).getByText('县级').first())
  await office.see(head(office).getByText('2023-03-06'))
}

/** It comes back to the county and is claimed, verified and struck off. */
export async function closeAfterCity(cast: Cast): Promise<void> {
  const department = await cast.as('d17')
  await openMatter(department, forTheCity)
  await department.see(head(department).getByText('县级', { exact: true }))
  await act(department, 'claim', {
    办结情况与佐证: '市能源局已受理并出具受理通知书。',
  })
  await department.see(head(department).getByText('市级解决'))

  const office = await cast.as('ducha1')
  await openMatter(office, forTheCity)
  await office.see(head(office).getByText('待核查'))
  await act(office, 'verify', { 核查情况: '已核对受理通知书。' })
  await office.see(head(office).getByText('待销号'))

  const leader = await cast.as('leader2')
  await openMatter(leader, forTheCity)
  await leader.see(head(leader).getByText('待销号'))
  await act(leader, 'close')
  await leader.see(head(leader).getByText('已销号'))
  await leader.see(head(leader).getByText('市级解决'))
}
