// Words of the administrators' part of the home page.
export const zh = {
  home: {
    accounts: '账户情况',
    account: { all: '全部账户', locked: '已锁定', inactive: '已停用', first: '待改初始密码' },
    week: '近七日安全事件',
    event: { login_failed: '登录失败', refused: '越权操作被拒绝', refresh_reused: '登录凭据被重复使用' },
    or_more: '{n}以上',
    opens: '{what}：{n}，查看',
  },
}

export const en: typeof zh = {
  home: {
    accounts: 'Accounts',
    account: { all: 'All accounts', locked: 'Locked', inactive: 'Closed', first: 'First password to change' },
    week: 'Security events of the last seven days',
    event: { login_failed: 'Failed sign-ins', refused: 'Refused operations', refresh_reused: 'Session token reused' },
    or_more: '{n} or more',
    opens: '{what}: {n}, open',
  },
}
