//! Everything that can be done to a matter: the one list of the actions.

use crate::word::words;

/// Hands the list to a macro: the word, what it is told, its definition. What the two last name is looked up where the
/// macro stands.
macro_rules! each_action {
    ($then:ident) => {
        $then! {
                /// 报批
                SubmitForApproval = "submit_for_approval", NoteInput, handover::SUBMIT_FOR_APPROVAL;
                /// 立项同意
                Approve = "approve", NoteInput, handover::APPROVE;
                /// 立项退回
                Reject = "reject", ReasonInput, handover::REJECT;
                /// 交办
                Issue = "issue", NoteInput, handover::ISSUE;
                /// 签收
                Sign = "sign", NoteInput, handover::SIGN;
                /// 异议(退办)
                Object = "object", ObjectInput, handover::OBJECT;
                /// 改派
                Reassign = "reassign", ReassignInput, handover::REASSIGN;
                /// 驳回异议
                Overrule = "overrule", ReasonInput, handover::OVERRULE;
                /// 进展反馈
                Report = "report", ReportInput, progress::REPORT;
                /// 现场解决
                SolveOnSite = "solve_on_site", SolveOnSiteInput, closing::SOLVE_ON_SITE;
                /// 申请办结
                Claim = "claim", ClaimInput, closing::CLAIM;
                /// 核查通过
                Verify = "verify", FindingInput, closing::VERIFY;
                /// 退回重办
                Return = "return", ReasonInput, closing::RETURN;
                /// 销号
                Close = "close", NoteInput, closing::CLOSE;
                /// 终结
                CloseUnachieved = "close_unachieved", ReasonInput, closing::CLOSE_UNACHIEVED;
                /// 中止
                Suspend = "suspend", ReasonInput, closing::SUSPEND;
                /// 恢复
                Resume = "resume", NoteInput, closing::RESUME;
                /// 撤销
                Cancel = "cancel", ReasonInput, closing::CANCEL;
                @edit;
                /// 配合部分完成
                CompletePart = "complete_part", FindingInput, progress::COMPLETE_PART;
                /// 免除配合
                WaivePart = "waive_part", WaivePartInput, progress::WAIVE_PART;
                /// 批示
                Instruct = "instruct", InstructInput, progress::INSTRUCT;
                /// 催办
                Urge = "urge", UrgeInput, progress::URGE;
                /// 提请市级(拟)
                EscalationPropose = "escalation_propose", ProposeInput, city::PROPOSE;
                /// 审签
                EscalationEndorse = "escalation_endorse", NoteInput, city::ENDORSE;
                /// 不予提请
                EscalationDecline = "escalation_decline", ReasonInput, city::DECLINE;
                /// 提请
                EscalationSubmit = "escalation_submit", SubmitInput, city::SUBMIT;
                /// 市级受理
                EscalationAccept = "escalation_accept", AcceptInput, city::ACCEPT;
                /// 市级答复
                EscalationAnswer = "escalation_answer", AnswerInput, city::ANSWER;
                /// 市级退回
                EscalationReturn = "escalation_return", ReasonInput, city::RETURN;
                /// 撤回提请
                EscalationWithdraw = "escalation_withdraw", ReasonInput, city::WITHDRAW;
                /// 申请延期
                ExtensionRequest = "extension_request", ExtensionInput, extension::REQUEST;
                /// 同意延期
                ExtensionApprove = "extension_approve", ApproveExtensionInput, extension::APPROVE;
                /// 不同意延期
                ExtensionReject = "extension_reject", ReasonInput, extension::REJECT;
        }
    };
}
pub(crate) use each_action;

macro_rules! names {
    // Editing a draft has a page of its own instead of a form.
    ($($(#[$doc0:meta])* $name0:ident = $text0:tt, $input0:ty, $definition0:expr;)*
        @edit;
        $($(#[$doc1:meta])* $name1:ident = $text1:tt, $input1:ty, $definition1:expr;)*) => {
        words! {
            /// Everything a person can do to a matter.
            Action {
                $($(#[$doc0])* $name0 = $text0,)*
                /// 修改拟办
                Edit = "edit",
                $($(#[$doc1])* $name1 = $text1,)*
            }
        }
    };
}

each_action!(names);
