// Chinese names of the contract's enumerations and the everyday words.
export const zh = {
  role: {
    county_head: '县长', leader: '县领导', supervisor: '督查室', department_head: '单位负责人', handler: '经办人',
    city_supervisor: '市级督查室', statistician: '统计员', system_admin: '系统管理员', security_admin: '安全管理员', auditor: '审计管理员',
  },
  kind: { task: '任务', issue: '问题' },
  status: {
    draft: '草稿', pending_approval: '待审批', issued: '待签收', objected: '异议中', in_progress: '办理中', claimed: '待核查',
    verified: '待销号', closed: '已销号', cancelled: '已撤销', suspended: '已中止',
  },
  stage: { county: '县级', city: '市级' },
  resolution: { on_site: '现场解决', county: '县级解决', city: '市级解决' },
  outcome: { achieved: '已完成', unachieved: '未完成终结' },
  light: { green: '正常', yellow: '临期', red: '逾期', grey: '不计时' },
  urgency: { normal: '平件', urgent: '急件', critical: '特急' },
  weak_link: { indicator: '薄弱指标', industry: '薄弱产业', foundation: '薄弱基础', other: '其他薄弱环节' },
  source_kind: {
    document: '文件', meeting: '会议', visit: '调研', briefing: '汇报', instruction: '批示',
    indicator_warning: '指标预警', upper_level: '上级交办',
  },
  report_cycle: { none: '不定期', weekly: '每周', ten_days: '每旬', monthly: '每月', quarterly: '每季度' },
  co_part: { pending: '待签收', signed: '已签收', done: '已完成', waived: '已免除' },
  escalation_status: {
    proposed: '拟提请', endorsed: '已审签', submitted: '已提请', accepted: '市级已受理', answered: '市级已答复',
    returned: '市级退回', withdrawn: '已撤回', declined: '未同意提请',
  },
  city_answer: { solved: '已解决', partly: '部分解决', path_clear: '明确路径', cannot: '暂不能解决' },
  extension_status: { requested: '待审批', approved: '已同意', rejected: '未同意' },
  slip: { blue: '蓝色催办单', yellow: '黄色催办单', red: '红色催办单' },
  holder: {
    supervision_office: '督查室', leader: '责任领导', county_head: '县长', lead_department: '牵头单位', city: '市级', nobody: '已了结',
  },
  action: {
    submit_for_approval: '报批', approve: '同意立项', reject: '不予立项', issue: '交办', sign: '签收', object: '提出异议',
    reassign: '改派', overrule: '驳回异议', report: '反馈进展', solve_on_site: '现场解决', claim: '申请办结', verify: '核查通过',
    return: '退回重办', close: '销号', close_unachieved: '未完成终结', suspend: '中止', resume: '恢复', cancel: '撤销', edit: '编辑',
    complete_part: '完成配合事项', waive_part: '免除配合事项', instruct: '批示', urge: '催办',
    escalation_propose: '拟提请市级', escalation_endorse: '审签提请', escalation_decline: '不同意提请', escalation_submit: '提请市级',
    escalation_accept: '市级受理', escalation_answer: '市级答复', escalation_return: '市级退回', escalation_withdraw: '撤回提请',
    extension_request: '申请延期', extension_approve: '同意延期', extension_reject: '不同意延期',
    create: '登记', alert: '发出提醒',
  },
  field: {
    number: '编号', title: '事项名称', kind: '类型', category: '类别', requirement: '办理要求', status: '状态', stage: '层级', light: '亮灯',
    leader: '责任领导', lead_department: '牵头单位', co_departments: '配合单位', due_on: '办理时限', county_due_on: '县级时限', original_due_on: '原定时限',
    progress: '进度', urgency: '紧急程度', weak_link_kind: '薄弱环节', basis: '立项依据', plan: '工作方案', source: '来源',
    report_cycle: '反馈周期', next_report_due_on: '下次反馈', remark: '备注', holder: '当前责任方', resolution: '解决层级', outcome: '办理结果',
    city_due_on: '市级时限', created_at: '登记时间', issued_at: '交办时间', signed_at: '签收时间', claimed_at: '申请办结', verified_at: '核查时间', closed_at: '销号时间',
  },
  due: {
    left: '剩{n}个工作日', today: '今日到期', late: '逾期{n}个工作日', on_time: '按时办结', closed_late: '逾期{n}个工作日办结', paused: '暂停计时', stopped: '已停止计时', not_started: '交办后起算', none: '未定时限',
  },
  recipient: {
    handler: '经办人', department_head: '单位负责人', leader_liaison: '责任领导联络员', leader: '责任领导', county_head: '县长', supervisor: '督查室', city_supervisor: '市级督查室',
  },
  rule: {
    sign_overdue: '逾期未签收', due: '临期与逾期', report_overdue: '逾期未反馈', claim_undecided: '办结申请未核查', extension_undecided: '延期申请未审批',
    escalation_undecided: '提请事项未处理', city_silent: '市级未答复', look_back: '回头看到期', setup: '系统初始化',
  },
  strip: {
    title: '时限逐日说明', weekdays: '一 二 三 四 五 六 日', comma: '，', nth: '第{n}个工作日', due: '到期日', due_mark: '到期', original: '原到期日',
    today: '今天', provisional: '日历暂定', version: '工作日历版本 {version}', open_end: '今', pause: '{from}至{to}暂停计时：{reason}',
    pause_reason: { city_stage: '提请市级期间', suspended: '事项中止' },
    kind: {
      start: '起算日（不计）', counted: '工作日', weekend: '周末', holiday: '节假日', make_up: '调休上班', paused: '暂停', extended: '延期', overdue: '逾期',
    },
    mark: { start: '起', counted: '计', weekend: '休', holiday: '假', make_up: '班', paused: '停', extended: '延', overdue: '逾' },
  },
  ui: {
    save: '保存', cancel: '取消', confirm: '确定', submit: '提交', close: '关闭', back: '返回', retry: '重试', refresh: '刷新', more: '更多',
    search: '搜索', clear: '清除', all: '全部', yes: '是', no: '否', none: '无', loading: '正在加载…', load_more: '加载更多', required: '必填',
    optional: '选填', choose: '请选择', items: '{n} 项', done: '已完成', details: '详情', request_id: '请求编号：{id}',
    empty: '没有内容', unsaved: '内容尚未提交，确定离开吗？', date: '日期',
  },
  error: {
    title: '没有成功', network: '连不上服务器，请检查网络后重试。', internal: '服务器出错，请稍后重试。', forbidden: '您没有办理此项的权限。',
    not_found: '没有找到，可能已被移走或您无权查看。', stale_version: '该事项刚被他人更新。您填写的内容仍在，请先刷新再提交。',
    too_many_requests: '操作太频繁，请稍候再试。', unauthenticated: '登录已失效，请重新登录。',
  },
}
