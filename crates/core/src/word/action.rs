//! Everything that can be done to a matter.

use crate::word::words;

words! {
    /// Everything a person can do to a matter.
    Action {
        /// 报批
        SubmitForApproval = "submit_for_approval",
        /// 立项同意
        Approve = "approve",
        /// 立项退回
        Reject = "reject",
        /// 交办
        Issue = "issue",
        /// 签收
        Sign = "sign",
        /// 异议(退办)
        Object = "object",
        /// 改派
        Reassign = "reassign",
        /// 驳回异议
        Overrule = "overrule",
        /// 进展反馈
        Report = "report",
        /// 现场解决
        SolveOnSite = "solve_on_site",
        /// 申请办结
        Claim = "claim",
        /// 核查通过
        Verify = "verify",
        /// 退回重办
        Return = "return",
        /// 销号
        Close = "close",
        /// 终结
        CloseUnachieved = "close_unachieved",
        /// 中止
        Suspend = "suspend",
        /// 恢复
        Resume = "resume",
        /// 撤销
        Cancel = "cancel",
        /// 修改拟办
        Edit = "edit",
        /// 配合部分完成
        CompletePart = "complete_part",
        /// 免除配合
        WaivePart = "waive_part",
        /// 批示
        Instruct = "instruct",
        /// 催办
        Urge = "urge",
        /// 提请市级(拟)
        EscalationPropose = "escalation_propose",
        /// 审签
        EscalationEndorse = "escalation_endorse",
        /// 不予提请
        EscalationDecline = "escalation_decline",
        /// 提请
        EscalationSubmit = "escalation_submit",
        /// 市级受理
        EscalationAccept = "escalation_accept",
        /// 市级答复
        EscalationAnswer = "escalation_answer",
        /// 市级退回
        EscalationReturn = "escalation_return",
        /// 撤回提请
        EscalationWithdraw = "escalation_withdraw",
        /// 申请延期
        ExtensionRequest = "extension_request",
        /// 同意延期
        ExtensionApprove = "extension_approve",
        /// 不同意延期
        ExtensionReject = "extension_reject",
    }
}
