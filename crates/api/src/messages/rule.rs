//! Why the life cycle says no, and what can be done instead. The map is exhaustive on purpose: a
//! new refusal does not compile without its texts.

use duban_core::error::RuleError;
use duban_core::word::Stage;

use super::word;
use crate::lang::Text;

pub(crate) fn rule(error: &RuleError) -> Text {
    match error {
        RuleError::NotInThisStatus { action, status } => Text::new(
            format!(
                "事项当前为“{}”，不能“{}”，请刷新后按可用的操作办理。",
                word::status(*status),
                word::action(*action)
            ),
            format!("The matter is {status}; {action} is not open then. Reload and use an action offered."),
        ),
        RuleError::NotInThisStage {
            action,
            stage: Stage::City,
        } => Text::new(
            format!(
                "事项已提请市级，答复前不能“{}”，可反馈进展或由领导撤回提请。",
                word::action(*action)
            ),
            format!(
                "The city is responsible now; {action} waits for its answer. Report progress, or let the leader withdraw."
            ),
        ),
        RuleError::NotInThisStage {
            action,
            stage: Stage::County,
        } => Text::new(
            format!("事项在县级办理，不能“{}”，须先提请市级。", word::action(*action)),
            format!("The county is responsible now; {action} needs a submission to the city first."),
        ),
        RuleError::BasisRequired => Text::new(
            "缺少立项依据：请补充依据，或先报批。",
            "The basis is missing: add it, or submit the matter for approval first.",
        ),
        RuleError::ObjectionTooLate { limit } => Text::new(
            format!("异议须在{limit}前提出，已过期限；可反馈困难或申请延期。"),
            format!("An objection was possible until {limit}; report the problem or ask for an extension."),
        ),
        RuleError::ObjectionOverruled => Text::new(
            "本单位的异议已被驳回，不能再次提出；请签收办理，困难可在反馈中说明。",
            "Your department's objection was overruled already; sign for the matter and report what stands in the way.",
        ),
        RuleError::SameDepartment => Text::new(
            "该单位已是牵头单位，请选择其他单位。",
            "This department leads the matter already; choose another.",
        ),
        RuleError::PartsOpen { departments } => Text::new(
            format!(
                "还有{}个配合单位未完成，请等待其完成，或说明理由予以免除。",
                departments.len()
            ),
            format!(
                "{} co-departments have not completed their parts; wait, or waive them with a reason.",
                departments.len()
            ),
        ),
        RuleError::SamePersonVerified => Text::new(
            "核查人不能销号，请由其他人员办理。",
            "Whoever verified a matter does not close it; let a colleague do so.",
        ),
        RuleError::SameDepartmentVerifies => Text::new(
            "承办单位人员不能核查本单位的办结申请，请由其他督查人员核查；督查室自己承办的，由县长核查。",
            "Nobody of the claiming department verifies its claim; another supervisor does, or the county head where the office claimed.",
        ),
        RuleError::SameDepartmentSolves => Text::new(
            "本单位牵头的事项不能由本单位人员登记现场解决，请由责任领导登记。",
            "Nobody of the lead department records its matter as solved on the spot; let the leader do so.",
        ),
        RuleError::CloseNotDelegated => Text::new(
            "本地区未授权督查室销号，请由责任领导销号。",
            "This region does not let the office close matters; the leader does.",
        ),
        RuleError::ExtensionPending => Text::new(
            "已有延期申请待审批，请等待结果。",
            "A request for extension is undecided; wait for the decision.",
        ),
        RuleError::ExtensionLimitReached { limit } => Text::new(
            format!("每个事项最多延期{limit}次，已用完；请反馈困难，由领导研究。"),
            format!("A matter is extended {limit} times at most; report the problem to the leader."),
        ),
        RuleError::NoExtensionPending => Text::new(
            "没有待审批的延期申请，可能已被处理，请刷新。",
            "No request for extension is waiting; it may have been decided. Reload.",
        ),
        RuleError::NewDateNotLater { due_on } => Text::new(
            format!("新时限须晚于现时限{due_on}，且不早于今天。"),
            format!("The new date must be later than {due_on}, the present one, and not past."),
        ),
        RuleError::EscalationOpen => Text::new(
            "已有提请市级的事项在办，不能重复提请。",
            "A submission to the city is open already; follow that one.",
        ),
        RuleError::NoEscalation => Text::new(
            "该事项没有提请市级，请先拟提请。",
            "There is no submission to the city; propose one first.",
        ),
        RuleError::EscalationInWrongState { status } => Text::new(
            format!(
                "提请当前为“{}”，不能执行此操作，请刷新。",
                word::escalation(*status)
            ),
            format!("The submission is {status}; this step is not open then. Reload."),
        ),
        RuleError::NoCityDepartment => Text::new(
            "系统中尚无市级部门，报送后无人受理，请系统管理员先补录市级部门。",
            "No department of the city is set up, so nobody could accept it; ask the system administrator to add the city's departments.",
        ),
        RuleError::DateRequired { .. } => Text::new("请填写日期。", "A date is required."),
        RuleError::DateInFuture { .. } => Text::new(
            "日期不能晚于今天，请更正。",
            "The date must not lie in the future; correct it.",
        ),
        RuleError::DateInPast { .. } => Text::new(
            "日期已过，请填写今天或以后的日期。",
            "The date lies in the past; give today or a later day.",
        ),
        RuleError::NotAParticipant => Text::new(
            "该单位不是本事项的配合单位，请重新选择。",
            "The department has no part in this matter; choose another.",
        ),
        RuleError::PartAlreadySigned => Text::new(
            "本单位已签收，无需重复。",
            "Your department has signed for its part already; nothing is left to do.",
        ),
        RuleError::PartAlreadyDone => Text::new(
            "该配合部分已完成或已免除，无需重复。",
            "The part is done or waived already; nothing is left to do.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use duban_core::word::{Action, EscalationStatus, Status};

    use super::*;

    #[test]
    fn a_refusal_names_what_was_tried_and_where_it_stands() {
        let date = NaiveDate::from_ymd_opt(2023, 2, 8).expect("a date");
        let cases = [
            (
                RuleError::NotInThisStatus {
                    action: Action::Claim,
                    status: Status::Issued,
                },
                "申请办结",
                "issued",
            ),
            (
                RuleError::NotInThisStage {
                    action: Action::Claim,
                    stage: Stage::City,
                },
                "市级",
                "city",
            ),
            (
                RuleError::NotInThisStage {
                    action: Action::EscalationAnswer,
                    stage: Stage::County,
                },
                "市级答复",
                "county",
            ),
            (
                RuleError::ObjectionTooLate { limit: date },
                "2023-02-08",
                "2023-02-08",
            ),
            (
                RuleError::PartsOpen {
                    departments: Vec::new(),
                },
                "0个",
                "0 co-departments",
            ),
            (RuleError::ExtensionLimitReached { limit: 2 }, "2次", "2 times"),
            (
                RuleError::EscalationInWrongState {
                    status: EscalationStatus::Proposed,
                },
                "拟提请",
                "proposed",
            ),
        ];
        for (error, zh, en) in cases {
            let text = rule(&error);
            assert!(
                text.zh.contains(zh) && text.en.contains(en),
                "{error:?}: {text:?}"
            );
        }
    }
}
