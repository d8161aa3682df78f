//! The ladder as data that the office edits.

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::word::{SlipColor, words};

/// How far from its date a step may lie, in working days.
const OFFSETS: std::ops::RangeInclusive<i32> = -60..=500;

words! {
    /// What is watched.
    RuleKey {
        /// 逾期未签收: counts from the day by which the matter should be signed for.
        SignOverdue = "sign_overdue",
        /// 临期与逾期: counts from the county's due date; silent while the city is responsible.
        Due = "due",
        /// 逾期未反馈: counts from the day by which a report is due.
        ReportOverdue = "report_overdue",
        /// 办结申请未核查: counts from the claim.
        ClaimUndecided = "claim_undecided",
        /// 延期申请未审批: counts from the request.
        ExtensionUndecided = "extension_undecided",
        /// 提请事项未审签: counts from the proposal.
        EscalationUndecided = "escalation_undecided",
        /// 已审签未报送: counts from the endorsement.
        SubmissionUndecided = "submission_undecided",
        /// 市级未答复: counts from the submission, until the city names a date.
        CitySilent = "city_silent",
        /// 市级临期与逾期: counts from the date that the city named.
        CityDue = "city_due",
        /// 回头看: counts from the closing of what was achieved.
        LookBack = "look_back",
    }
    /// What became of an alert.
    AlertOutcome {
        /// It was sent.
        Sent = "sent",
        /// It was missed, and a higher step went out in its place.
        Superseded = "superseded",
        /// There was nobody to send it to, not even in the supervision office.
        Undeliverable = "undeliverable",
    }
    /// To whom a step goes.
    Recipient {
        /// 经办人
        Handler = "handler",
        /// 部门负责人
        DepartmentHead = "department_head",
        /// 责任领导联络员
        LeaderLiaison = "leader_liaison",
        /// 责任领导
        Leader = "leader",
        /// 县长
        CountyHead = "county_head",
        /// 督查室
        Supervisor = "supervisor",
        /// 市级督查室
        CitySupervisor = "city_supervisor",
    }
}

/// One rule with its steps, lowest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What is watched.
    pub key: RuleKey,
    /// Raised when the office changes the rule; kept with every alert.
    pub version: u32,
    /// What happens when, in rising order of days.
    pub steps: Vec<Step>,
}

/// One rung of a ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Working days after the date that the rule counts from; negative before it.
    pub offset: i32,
    /// Who is told.
    pub recipients: Vec<Recipient>,
    /// The urge slip that goes out with it.
    #[serde(default)]
    pub slip: Option<SlipColor>,
}

/// The ladder that a region starts with (逐级提醒: T-5 to T+5, customary).
pub fn default_rules() -> Vec<Rule> {
    use Recipient::{CitySupervisor, CountyHead, DepartmentHead, Handler, Leader, LeaderLiaison, Supervisor};
    use RuleKey as Key;
    let step = |offset, recipients: &[Recipient], slip| Step {
        offset,
        recipients: recipients.to_vec(),
        slip,
    };
    let rule = |key, steps| Rule {
        key,
        version: 1,
        steps,
    };
    let undecided = |first: Recipient| vec![step(3, &[first], None), step(5, &[first, CountyHead], None)];
    vec![
        rule(
            Key::SignOverdue,
            vec![
                step(1, &[Handler, DepartmentHead], None),
                step(2, &[Handler, DepartmentHead, Supervisor], None),
            ],
        ),
        rule(
            Key::Due,
            vec![
                step(-5, &[Handler], None),
                step(-3, &[Handler, DepartmentHead], None),
                step(-1, &[Handler, DepartmentHead, LeaderLiaison], None),
                step(1, &[Handler, DepartmentHead], Some(SlipColor::Blue)),
                step(3, &[Handler, DepartmentHead, Leader], Some(SlipColor::Yellow)),
                step(
                    5,
                    &[Handler, DepartmentHead, Leader, CountyHead],
                    Some(SlipColor::Red),
                ),
            ],
        ),
        rule(
            Key::ReportOverdue,
            vec![
                step(1, &[Handler], None),
                step(3, &[Handler, DepartmentHead], None),
            ],
        ),
        rule(Key::ClaimUndecided, undecided(Supervisor)),
        rule(Key::ExtensionUndecided, undecided(Leader)),
        rule(Key::EscalationUndecided, undecided(Leader)),
        rule(Key::SubmissionUndecided, undecided(Supervisor)),
        // About once a month while the city tells no date.
        rule(
            Key::CitySilent,
            [20, 40, 60]
                .map(|offset| step(offset, &[Supervisor], None))
                .to_vec(),
        ),
        rule(
            Key::CityDue,
            vec![
                step(-3, &[Supervisor], None),
                step(1, &[Supervisor, CitySupervisor], None),
                step(5, &[Supervisor, CitySupervisor], None),
            ],
        ),
        rule(Key::LookBack, vec![step(60, &[Supervisor], None)]),
    ]
}

/// Whether a rule may tell somebody. An alert carries the matter's number and title, and the city's office knows
/// nothing of a matter before it is submitted: it is told of what the city itself owes.
pub(super) const fn tells(key: RuleKey, recipient: Recipient) -> bool {
    !matches!(recipient, Recipient::CitySupervisor) || matches!(key, RuleKey::CitySilent | RuleKey::CityDue)
}

/// What is wrong with a ladder: a rule that comes twice, a step out of order or range, a
/// step that tells nobody, or somebody whose business it is not.
pub fn faults(ladder: &[Rule]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (r, rule) in ladder.iter().enumerate() {
        let at = |field: &str| format!("ladder[{r}].{field}");
        if ladder[..r].iter().any(|other| other.key == rule.key) {
            faults.push(Fault::new(at("key"), "duplicate"));
        }
        for (s, step) in rule.steps.iter().enumerate() {
            let of_step = |field: &str| at(&format!("steps[{s}].{field}"));
            if !OFFSETS.contains(&step.offset) {
                faults.push(Fault::out_of_range(of_step("offset"), OFFSETS));
            }
            if s > 0 && step.offset <= rule.steps[s - 1].offset {
                faults.push(Fault::new(of_step("offset"), "not_rising"));
            }
            if step.recipients.is_empty() {
                faults.push(Fault::new(of_step("recipients"), "empty"));
            }
            if (1..step.recipients.len()).any(|i| step.recipients[..i].contains(&step.recipients[i])) {
                faults.push(Fault::new(of_step("recipients"), "duplicate"));
            }
            if !step
                .recipients
                .iter()
                .all(|recipient| tells(rule.key, *recipient))
            {
                faults.push(Fault::new(of_step("recipients"), "city_rules_only"));
            }
        }
    }
    faults
}
