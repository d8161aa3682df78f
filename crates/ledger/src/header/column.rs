//! The columns of a ledger and the headings under which offices keep them.

use crate::text::{key, key_without_brackets};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// 序号, 编号: only for people.
    Sequence,
    /// 类别
    Category,
    /// 目标任务, 督办事项, 问题描述
    Title,
    /// 工作要求
    Requirement,
    /// 问题来源, 事项来源
    Source,
    /// 涉及企业/项目/指标
    Subject,
    /// 薄弱环节类别
    WeakLink,
    /// 层级研判
    Level,
    /// 解决措施
    Measures,
    /// 责任领导
    Leader,
    /// 牵头单位
    Lead,
    /// 配合单位
    Co,
    /// 完成时限
    Due,
    /// 反馈频次
    Cycle,
    /// 进展情况
    Progress,
    /// 备注
    Remark,
}

/// Headings by column, separated by spaces.
const WORDS: &[(Column, &[&str])] = &[
    (Column::Sequence, &["序号 编号 序 事项编号"]),
    (
        Column::Category,
        &["类别 分类 任务类别 工作类别 事项类别 板块 重点领域"],
    ),
    (
        Column::Title,
        &[
            "目标任务 督办事项 任务内容 重点任务 工作任务 主要任务 重点工作",
            "重点工作任务 工作内容 事项 事项名称 任务名称 任务 工作事项",
            "待办事项 问题描述 问题 主要问题 具体问题 存在的问题 问题表现",
            "问题清单",
        ],
    ),
    (
        Column::Requirement,
        &[
            "工作要求 工作要求/目标 目标要求 工作目标 具体措施 工作措施",
            "年度目标 办理要求 具体要求 量化目标 办复要求 任务要求",
            "工作目标及任务要求 主要措施",
        ],
    ),
    (Column::Source, &["问题来源 事项来源 任务来源 来源 督查内容来源"]),
    (Column::WeakLink, &["薄弱环节类别 薄弱环节 问题类别 问题类型"]),
    (Column::Level, &["层级研判 研判层级 解决层级 研判"]),
    (
        Column::Measures,
        &["解决措施 整改措施 化解措施 办理措施 解决办法 处理意见"],
    ),
    (
        Column::Leader,
        &[
            "责任领导 牵头领导 牵头县领导 责任县领导 分管领导 分管县领导",
            "包保领导 县级责任领导 县级领导 县领导",
        ],
    ),
    (
        Column::Lead,
        &[
            "牵头单位 牵头部门 牵头责任单位 主办单位 主责部门 主责单位",
            "承办单位 承办部门 责任单位 责任部门 县级责任单位",
            "牵头(责任)单位",
        ],
    ),
    (
        Column::Co,
        &[
            "配合单位 配合部门 协同单位 协办单位 协同责任单位 协同部门",
            "参与单位 参加单位 配合责任单位",
        ],
    ),
    (
        Column::Due,
        &[
            "完成时限 办理时限 时限 时限要求 完成时间 计划完成时间 截止时间",
            "截止日期 办结时限 时间节点 完成期限 整改时限 解决时限 办理期限",
            "完成日期",
        ],
    ),
    (
        Column::Cycle,
        &["反馈频次 反馈周期 报送频次 调度频次 报送周期 周期 频次"],
    ),
    (Column::Progress, &["进展情况 进展 工作进展 当前进度 办理情况"]),
    (Column::Remark, &["备注 说明"]),
];

/// What a heading means.
pub(super) fn meaning(cell: &str) -> Option<Column> {
    let (whole, bare) = (key(cell), key_without_brackets(cell));
    if bare.starts_with("涉及") && bare.chars().count() <= 16 {
        return Some(Column::Subject);
    }
    let is_heading = |words: &str| words.split(' ').any(|word| word == whole || word == bare);
    WORDS
        .iter()
        .find(|(_, words)| words.iter().any(|words| is_heading(words)))
        .map(|(column, _)| *column)
}
