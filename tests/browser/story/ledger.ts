// Steps 1 and 2: the ledger comes in and goes out to the departments.
import { expect } from 'vitest'
import { act, head, ledgerRows, openMatter } from '../harness/matter'
import { picture } from '../harness/survey'
import type { Cast } from './cast'

const objected = '弃土场选址未落实'

/** Uploads the sample ledger as downloaded, looks at how it was read, and makes drafts of it. */
export async function importLedger(cast: Cast): Promise<void> {
  const office = await cast.as('ducha1')
  const { page } = office
  await office.go('导入台账')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载示例台账' }).click()
  const ledger = await (await download).path()
  await page.locator('input[type="file"]').setInputFiles({
    name: 'ledger-2023q1.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await import('node:fs/promises').then((fs) => fs.readFile(ledger)),
  })
  await page.getByRole('button', { name: '上传并预览' }).click()

  await office.see(page.getByRole('heading', { name: '导入预览' }))
  expect(await tile('task')).toBe(33)
  expect(await tile('issue')).toBe(12)
  expect(await tile('error')).toBe(0)
  expect(await tile('warning')).toBeGreaterThan(0)
  expect(await page.locator('tr.row-line').count()).toBe(33)
  await picture(office, 'import-preview')

  await page.getByText('有提示或错误', { exact: true }).click()
  for (const guessed of ['每月20日', '每月25日', '每月10日'])
    await office.see(page.locator('.trouble').getByText(guessed).first())
  await office.see(page.locator('.trouble').getByText('各部门').first())
  const row = page.locator('tr.row-line', { hasText: '新开工项目入库纳统' })
  await row.getByRole('button', { name: /的识别结果/ }).click()
  await office.see(page.locator('tr.more').getByText('推测').first())
  await page.locator('.el-radio-button', { hasText: '问题' }).click()
  await office.see(page.locator('.trouble').getByText('2月底前').first())

  await page.getByRole('button', { name: '确认导入' }).click()
  await office.see(page.getByRole('heading', { name: '已生成草稿' }))
  await picture(office, 'import-applied', { tall: false })

  async function tile(kind: string): Promise<number> {
    return Number(await page.locator(`.tile.${kind} .n`).innerText())
  }
}

/** Hands all drafts over in one go. */
export async function issueAll(cast: Cast): Promise<void> {
  const office = await cast.as('ducha1')
  const { page } = office
  await page.getByRole('button', { name: '全部交办（45项）' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '交办', exact: true }).click()
  await office.see(page.getByRole('heading', { name: '已交办45项' }))
  await page.getByRole('link', { name: '打开台账' }).click()
  await office.see(page.getByRole('status').getByText('45项', { exact: true }))
  await ledgerRows(office).nth(44).waitFor()
  expect(await ledgerRows(office).count()).toBe(45)
}

/** A department finds it in its inbox, signs and reports. */
export async function signAndReport(cast: Cast, username: string, title: string): Promise<void> {
  const handler = await cast.as(username)
  const { page } = handler
  await handler.go('消息')
  const notice = page.locator('article.notice', { hasText: title }).first()
  await handler.see(notice)
  expect(await notice.innerText()).toContain('交办')
  await notice.getByRole('link').click()
  await handler.see(page.getByRole('heading', { level: 1, name: title }))
  await act(handler, 'sign')
  await handler.see(head(handler).getByText('办理中'))
  await act(handler, 'report', {
    进展情况: '已建立台账，逐户对接。',
    下一步打算: '本周内完成首轮走访。',
  })
  await handler.see(page.getByText('已建立台账，逐户对接。').first())
}

/** "Not ours": the department says whose it is, the office hands it over. */
export async function objectAndReassign(cast: Cast): Promise<void> {
  const department = await cast.as('d06-head')
  await openMatter(department, objected)
  await act(department, 'object', {
    异议理由: '弃土场由园区自建，不属我局职责。',
    建议承办单位: { option: '县工业园区管委会' },
  })
  await department.see(head(department).getByText('异议中'))

  const office = await cast.as('ducha1')
  await office.go('首页')
  await office.page.locator('[data-card="objected"]').click()
  await office.page.locator('main').getByRole('link', { name: objected }).click()
  await office.see(office.page.getByText('弃土场由园区自建').first())
  await act(office, 'reassign', {
    改派给: { option: '县工业园区管委会' },
    说明: '同意，改由园区管委会牵头。',
  })
  await office.see(head(office).getByText('待签收'))

  await department.go('督办台账')
  await department.see(department.page.getByRole('link', { name: '光伏项目用地预审' }))
  // Not theirs any more. What was read before is shown until the list has been read again.
  await department.page.getByRole('link', { name: objected }).waitFor({ state: 'detached' })

  const park = await cast.as('d25')
  await openMatter(park, objected)
  await act(park, 'sign')
  await park.see(head(park).getByText('办理中'))
}
