// Chinese words of the ledger, a matter's page and the forms of its actions.
export const zh = {
  matters: {
    one: '督办事项', new: '登记事项', edit: '编辑草稿', register: '登记为草稿', registered: '已登记为草稿，交办后送达单位。', saved: '已保存。',
    search: '搜索名称、要求、编号', filters: '筛选', clear_filters: '清除筛选', due_from: '时限起', due_to: '时限止',
    none: '没有符合条件的事项', none_hint: '请放宽筛选条件，或换个词搜索。', end: '已全部显示', too_much: '已显示{n}项。建议用筛选缩小范围，也可继续加载。',
    select_all: '全选已显示的事项', select_one: '选择：{title}', selected: '已选{n}项', unselect: '取消选择', start_selecting: '选择', stop_selecting: '完成选择',
    batch: '批量办理', batch_limit: '一次最多办理{n}项。', batch_mixed: '所选事项状态不同，不能一并办理。', batch_none: '所选事项没有可批量办理的操作。',
    actions: '可办理的操作', nothing_to_do: '此事项目前不需要您办理。', did: '“{action}”已完成。', recorded: '理由将记入办理过程，不可删除。',
    refresh_and_keep: '刷新事项，保留已填内容', last_next_step: '上次填写的下一步：{text}', no_number: '未编号（草稿）',
    facts: '基本情况', core: '事项与责任', more: '来源与反馈', reports: '进展反馈', no_reports: '还没有反馈。', report_late: '逾期反馈',
    alerts: '提醒与催办', no_alerts: '还没有发出提醒。', alert_superseded: '已由更高一级提醒代替', alert_read: '{at} 已读', alert_unread: '未读',
    extensions: '延期申请', extension_late: '逾期后申请', timeline: '办理过程', by_rule: '系统规则：{rule}', for_whom: '{who}（代{whom}）',
    basis_hint: '会议决定、领导批示、文件等。有依据的可直接交办，没有的须先报批。', basis_missing: '未填立项依据：可编辑补填后直接交办，或先报批。',
    due_by: '时限方式', due_by_date: '指定日期', due_by_days: '工作日数', working_days: '交办后工作日数', missing: '还有{n}处必填未填',
    source_kind: '来源类型', source_title: '来源名称', source_number: '文号', source_date: '日期',
    secrecy: '本系统为非涉密系统，请勿填写涉密内容。',
    chip: { open: '在办', not_open: '已了结', overdue: '逾期', holder: '责任方：{who}', party: '承办（牵头或配合）：{who}', source: '指定来源', import: '指定导入批次', extension_pending: '延期待批', report_due: '应反馈', created_from: '{day} 起登记', created_to: '{day} 前登记' },
    detail: {
      place: '地点', solved_on: '解决日期', percent: '进度（%）', department: '单位', problems: '存在问题', next_step: '下一步打算', tried: '县级已采取的措施', city_department: '市级部门',
      document_number: '文号', document_on: '行文日期', answer: '答复结果', slip_number: '催办单号', color: '催办单', suggested_department_id: '建议承办单位',
      from_due_on: '原时限', to_due_on: '新时限',
    },
    city: {
      title: '市级阶段', on_behalf: '县级代录', tried: '县级已采取措施', ask: '提请事项', policy_basis: '政策依据', suggested: '建议市级部门', proposed: '提出',
      endorsed: '审签', document: '文号', submitted: '提请', accepted: '受理', city_due_on: '市级时限', contact: '联系人', answer: '答复结果',
      answer_text: '答复内容', answered: '答复时间', reason: '理由',
    },
    input: {
      note: '说明', reason: '理由', text: '内容', department_id: '单位', suggested_department_id: '建议承办单位', percent: '完成进度（%）', progress: '进展情况',
      problems: '存在问题', next_step: '下一步打算', place: '地点', solved_on: '解决日期', how: '怎样解决', leader_id: '现场领导', evidence: '办结情况与佐证',
      color: '催办单', tried: '县级已采取的措施', ask: '提请市级解决的事项', city_department_id: '市级部门', policy_basis: '政策依据', document_number: '文号',
      document_on: '行文日期', city_due_on: '市级办理时限', contact: '联系人及电话', answer: '答复结果', new_due_on: '申请延至',
      verify_note: '核查情况', complete_part_note: '完成情况', instruct_text: '批示内容', urge_text: '催办内容', escalation_answer_text: '答复内容',
      escalation_accept_city_department_id: '承办的市级部门', escalation_propose_city_department_id: '建议市级部门', extension_approve_new_due_on: '改批日期（不填则按申请）',
      reassign_department_id: '改派给', waive_part_department_id: '免除的配合单位', object_reason: '异议理由', return_reason: '退回理由', approve_note: '审批意见',
    },
  },
}
