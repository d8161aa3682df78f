// Words of the plans page.
export const zh = {
  plans: {
    lead: '工作方案汇总一个时期的督办任务和指标目标。',
    goal: '总体目标',
    period: '{from}至{to}',
    targets: '指标目标',
    column: { indicator: '指标', growth: '同比增长目标', period: '统计周期', leader: '责任领导', lead: '牵头单位' },
    periods: { month: '月度', quarter: '季度', year: '年度' },
    matters: '方案内事项',
    no_targets: '该方案没有指标目标',
    empty: '还没有工作方案',
  },
}

export const en: typeof zh = {
  plans: {
    lead: 'A plan holds the tasks and the indicator targets of a period together.',
    goal: 'Goal',
    period: '{from} to {to}',
    targets: 'Indicator targets',
    column: {
      indicator: 'Indicator',
      growth: 'Target, year on year',
      period: 'Period',
      leader: 'Leader',
      lead: 'Lead department',
    },
    periods: { month: 'Monthly', quarter: 'Quarterly', year: 'Yearly' },
    matters: 'Matters of this plan',
    no_targets: 'This plan has no indicator targets',
    empty: 'No plan yet',
  },
}
