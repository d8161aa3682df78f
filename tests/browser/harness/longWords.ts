// A county in which everybody writes without blanks: links, long names and titles of 200 signs.
import { Api, type Matter } from './api'
import type { Server } from './server'

const link = 'https://www.example.gov.cn/zwgk/zcwj/202301/t20230118_253876.html?from=timeline&share_token='
/** Two hundred signs, none of them a place to break a line. */
export const longText = (name: string): string => `${name}${'W'.repeat(200)}`.slice(0, 200)
export const titles = {
  link: `${link}${'8f14e45fceea167a5a36dedd'.repeat(5)}`.slice(0, 200),
  letters: longText('长词甲'),
  sixty: `长词乙${'B'.repeat(60)}`,
  chinese: `长词丙${'督办事项名称没有空格'.repeat(20)}`.slice(0, 200),
}

interface Account {
  id: string
  username: string
}

/** Matters in many states; then ten working days pass, so that alerts, slips and messages carry the same words. */
export async function seedLongWords(server: Server): Promise<void> {
  const office = await Api.signIn(server, 'ducha2')
  const department = await Api.signIn(server, 'd01')
  const unit = '县发展和改革局'
  const { items: departments } = await office.get<{ items: { id: string; name: string }[] }>('/departments')
  const co = departments.filter(({ name }) => name !== unit && name.startsWith('县')).slice(0, 2)
  const more = {
    requirement: longText('要求'),
    basis: longText('依据'),
    category: longText('类'),
    remark: longText('备注'),
    co_department_ids: co.map(({ id }) => id),
    source: { kind: 'meeting', title: longText('来源'), document_number: longText('号'), dated_on: '2023-01-20' },
  }
  const alone = { ...more, co_department_ids: [] }
  const issue = async (title: string, facts: object = more): Promise<Matter> =>
    office.act('issue', await office.draft(title, unit, '2023-02-03', facts))
  const sign = async (title: string, facts?: object): Promise<Matter> =>
    department.act('sign', await issue(title, facts))
  await office.draft(titles.letters, unit, '2023-03-31', more)
  await issue(titles.link)
  const reported = await sign(titles.letters)
  const report = { percent: 47, progress: longText('进展'), problems: longText('问题'), next_step: longText('下步') }
  const urged = await office.act('urge', await department.act('report', reported, report), {
    color: 'red',
    text: longText('催'),
  })
  await department.act('extension_request', urged, {
    new_due_on: '2023-04-20',
    reason: longText('理由'),
    progress: longText('进展'),
  })
  await department.act('claim', await sign(titles.chinese, alone), { evidence: longText('佐证') })
  await department.act('object', await issue(titles.sixty), { reason: longText('异议') })
  await department.act('escalation_propose', await sign(`提请${titles.sixty}`), {
    tried: longText('已'),
    ask: longText('请'),
    policy_basis: longText('政策'),
  })
  const admin = await Api.signIn(server, 'sysadmin')
  const { items: accounts } = await admin.get<{ items: Account[] }>('/users?limit=200')
  for (const username of ['leader2', 'd01', 'd01-head', 'ducha1']) {
    const account = accounts.find((one) => one.username === username)
    await admin.send('PATCH', `/users/${account?.id}`, { name: 'N'.repeat(50), post: 'P'.repeat(100) })
  }
  await office.send('POST', '/demo/clock', { advance: 'P14D' })
}
