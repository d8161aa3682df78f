// Words of the home page.
export const zh = {
  home: {
    greeting: {
      leader: '{name}的督办事项', department: '{name}，今日待办', office: '督查室工作台', city: '市级督查室工作台', admin: '系统管理', statistician: '统计工作台',
    },
    shortcuts: '常用入口', all: '全部{n}项', all_clear: '没有待办事项', all_clear_hint: '有新的事项、临期或逾期时会在这里提示。',
    card: {
      overdue: '逾期', due_soon: '临期', to_sign: '待签收', to_report: '待反馈', to_decide: '待我决定', to_issue: '待交办', to_verify: '待核查', to_close: '待销号',
      objected: '异议待处理', city_pending: '市级办理中', to_accept: '待受理', to_answer: '待答复', to_submit: '待提请', to_endorse: '待审签', to_approve: '待审批',
      extensions_to_decide: '延期待批', at_city: '市级办理中', my_move: '待本单位办理', open: '在办', in_progress: '办理中', escalated: '已提请市级', returned: '退回重办', closed: '已销号', answered: '市级已答复', issues: '问题',
      to_claim: '待申请办结', co_parts: '配合待办', suspended: '已中止', draft: '草稿', unread: '未读消息', all: '全部',
    },
  },
}

export const en: typeof zh = {
  home: {
    greeting: {
      leader: 'Matters of {name}', department: '{name}: work for today', office: 'Supervision office', city: 'City supervision office', admin: 'Administration', statistician: 'Statistics',
    },
    shortcuts: 'Shortcuts', all: 'All {n}', all_clear: 'Nothing is waiting for you', all_clear_hint: 'New, due and overdue matters will show here.',
    card: {
      overdue: 'Overdue', due_soon: 'Due soon', to_sign: 'To sign', to_report: 'To report', to_decide: 'For my decision', to_issue: 'To issue', to_verify: 'To verify', to_close: 'To close',
      objected: 'Objections', city_pending: 'With the city', to_accept: 'To accept', to_answer: 'To answer', to_submit: 'To submit', to_endorse: 'To endorse', to_approve: 'To approve',
      extensions_to_decide: 'Extensions to decide', at_city: 'With the city', my_move: 'Our move', open: 'Open', in_progress: 'In progress', escalated: 'Escalated', returned: 'Returned', closed: 'Closed', answered: 'Answered by the city', issues: 'Issues',
      to_claim: 'To claim', co_parts: 'Our parts', suspended: 'Suspended', draft: 'Drafts', unread: 'Unread', all: 'All',
    },
  },
}
