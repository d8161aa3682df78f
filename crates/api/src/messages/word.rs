//! The Chinese names of the words that refusals mention.

use duban_core::word::{Action, EscalationStatus, Role, Status};

pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "拟办",
        Status::PendingApproval => "待立项审批",
        Status::Issued => "已交办·待签收",
        Status::Objected => "异议处理中",
        Status::InProgress => "办理中",
        Status::Claimed => "办结待核查",
        Status::Verified => "已核查·待销号",
        Status::Closed => "已销号",
        Status::Cancelled => "已撤销",
        Status::Suspended => "中止",
    }
}

/// In Chinese and in English.
pub(super) const fn role(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::CountyHead => ("县长", "county head"),
        Role::Leader => ("县领导", "leader"),
        Role::Supervisor => ("督查室", "supervision office"),
        Role::DepartmentHead => ("部门负责人", "department head"),
        Role::Handler => ("部门经办人", "handler"),
        Role::CitySupervisor => ("市级督查室", "city's supervision office"),
        Role::Statistician => ("统计员", "statistician"),
        Role::SystemAdmin => ("系统管理员", "system administrator"),
        Role::SecurityAdmin => ("安全管理员", "security administrator"),
        Role::Auditor => ("审计管理员", "auditor"),
    }
}

pub(super) const fn escalation(status: EscalationStatus) -> &'static str {
    match status {
        EscalationStatus::Proposed => "拟提请",
        EscalationStatus::Endorsed => "已审签",
        EscalationStatus::Submitted => "已提请",
        EscalationStatus::Accepted => "市级已受理",
        EscalationStatus::Answered => "市级已答复",
        EscalationStatus::Returned => "市级已退回",
        EscalationStatus::Withdrawn => "已撤回",
        EscalationStatus::Declined => "不予提请",
    }
}

pub(super) const fn action(action: Action) -> &'static str {
    match action {
        Action::SubmitForApproval => "报批",
        Action::Approve => "立项同意",
        Action::Reject => "立项退回",
        Action::Issue => "交办",
        Action::Sign => "签收",
        Action::Object => "异议（退办）",
        Action::Reassign => "改派",
        Action::Overrule => "驳回异议",
        Action::Report => "进展反馈",
        Action::SolveOnSite => "现场解决",
        Action::Claim => "申请办结",
        Action::Verify => "核查通过",
        Action::Return => "退回重办",
        Action::Close => "销号",
        Action::CloseUnachieved => "终结",
        Action::Suspend => "中止",
        Action::Resume => "恢复",
        Action::Cancel => "撤销",
        Action::Edit => "修改拟办",
        Action::CompletePart => "配合部分完成",
        Action::WaivePart => "免除配合",
        Action::Instruct => "批示",
        Action::Urge => "催办",
        Action::EscalationPropose => "提请市级（拟）",
        Action::EscalationEndorse => "审签",
        Action::EscalationDecline => "不予提请",
        Action::EscalationSubmit => "提请",
        Action::EscalationAccept => "市级受理",
        Action::EscalationAnswer => "市级答复",
        Action::EscalationReturn => "市级退回",
        Action::EscalationWithdraw => "撤回提请",
        Action::ExtensionRequest => "申请延期",
        Action::ExtensionApprove => "同意延期",
        Action::ExtensionReject => "不同意延期",
    }
}
