//! Why the life cycle says no, and what can be done instead. The map is exhaustive on purpose: a new refusal does not
//! compile without its text.

use duban_core::error::RuleError;
use duban_core::lang::Lang;
use duban_core::say;
use duban_core::word::Stage;

use super::{field, word};

pub(super) fn rule(lang: Lang, error: &RuleError) -> String {
    match error {
        RuleError::NotInThisStatus { action, status } => say!(
            lang,
            "refusal.rule.not_in_this_status",
            action = word::action(lang, *action),
            action_code = action,
            status = word::status(lang, *status),
            status_code = status,
        ),
        RuleError::NotInThisStage {
            action,
            stage: Stage::City,
        } => say!(
            lang,
            "refusal.rule.waits_for_city",
            action = word::action(lang, *action),
            action_code = action,
        ),
        RuleError::NotInThisStage {
            action,
            stage: Stage::County,
        } => say!(
            lang,
            "refusal.rule.needs_city",
            action = word::action(lang, *action),
            action_code = action,
        ),
        RuleError::BasisRequired => say!(lang, "refusal.rule.basis_required"),
        RuleError::ObjectionTooLate { limit } => say!(lang, "refusal.rule.objection_too_late", limit),
        RuleError::ObjectionOverruled => say!(lang, "refusal.rule.objection_overruled"),
        RuleError::SameDepartment => say!(lang, "refusal.rule.same_department"),
        RuleError::PartsOpen { departments } => {
            say!(lang, "refusal.rule.parts_open", count = departments.len())
        }
        RuleError::SamePersonVerified => say!(lang, "refusal.rule.same_person_verified"),
        RuleError::SameDepartmentVerifies => say!(lang, "refusal.rule.same_department_verifies"),
        RuleError::SameDepartmentSolves => say!(lang, "refusal.rule.same_department_solves"),
        RuleError::CloseNotDelegated => say!(lang, "refusal.rule.close_not_delegated"),
        RuleError::ExtensionPending => say!(lang, "refusal.rule.extension_pending"),
        RuleError::ExtensionLimitReached { limit } => {
            say!(lang, "refusal.rule.extension_limit_reached", limit)
        }
        RuleError::NoExtensionPending => say!(lang, "refusal.rule.no_extension_pending"),
        RuleError::EscalationOpen => say!(lang, "refusal.rule.escalation_open"),
        RuleError::NoEscalation => say!(lang, "refusal.rule.no_escalation"),
        RuleError::EscalationInWrongState { status } => say!(
            lang,
            "refusal.rule.escalation_in_wrong_state",
            status = word::escalation(lang, *status),
            status_code = status,
        ),
        RuleError::NoCityDepartment => say!(lang, "refusal.rule.no_city_department"),
        RuleError::NotAParticipant => say!(lang, "refusal.rule.not_a_participant"),
        RuleError::PartAlreadySigned => say!(lang, "refusal.rule.part_already_signed"),
        RuleError::PartAlreadyDone => say!(lang, "refusal.rule.part_already_done"),
        RuleError::NewDateNotLater { due_on } => field(lang, error.code(), Some(&due_on.to_string())),
        RuleError::DateRequired { .. } | RuleError::DateInFuture { .. } | RuleError::DateInPast { .. } => {
            field(lang, error.code(), None)
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use duban_core::word::{Action, EscalationStatus, Status};

    use super::*;

    #[test]
    fn a_refusal_names_the_action_and_the_status() {
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
            for (lang, part) in [(Lang::Chinese, zh), (Lang::English, en)] {
                let text = rule(lang, &error);
                assert!(text.contains(part), "{error:?}: {text}");
            }
        }
    }
}
