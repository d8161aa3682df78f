// Words of the counters page.
export const zh = {
  counters: {
    title: '统计',
    lead: '点任何一个数字，打开的就是它所数的那张清单。',
    plan: '工作方案',
    all_plans: '全部方案',
    from: '登记自',
    to: '登记至',
    escalated: '提请市级',
    by_leader: '按责任领导',
    by_department: '按牵头单位',
    group: '分组',
    name: { leader: '责任领导', department: '牵头单位' },
    count: {
      registered: '登记', open: '在办', overdue: '逾期', solved_on_site: '现场解决', solved_county: '县级解决', solved_city: '市级解决',
      unachieved: '未完成', cancelled: '撤销',
    },
    chart: '{group}的事项构成（柱状图，数据见下表）',
    total: '合计',
    opens: '{name}：{what} {n} 项，打开清单',
    everyone: '全部',
    empty: '还没有登记事项',
    empty_hint: '导入台账或登记事项之后，这里会出现统计。',
  },
}

export const en: typeof zh = {
  counters: {
    title: 'Counters',
    lead: 'Click any number to open exactly the list that it counts.',
    plan: 'Plan',
    all_plans: 'All plans',
    from: 'Registered from',
    to: 'Registered to',
    escalated: 'To the city',
    by_leader: 'By leader',
    by_department: 'By lead department',
    group: 'Group',
    name: { leader: 'Leader', department: 'Lead department' },
    count: {
      registered: 'Registered', open: 'Open', overdue: 'Overdue', solved_on_site: 'On the spot', solved_county: 'By the county', solved_city: 'By the city',
      unachieved: 'Unachieved', cancelled: 'Cancelled',
    },
    chart: 'What became of the matters, {group} (bar chart; the table below has the numbers)',
    total: 'Total',
    opens: '{name}: {what} {n}, open the list',
    everyone: 'All',
    empty: 'No matter is registered yet',
    empty_hint: 'Import a ledger or register a matter, and the counters fill.',
  },
}
