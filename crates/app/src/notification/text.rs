//! Every Chinese text that an inbox shows: for alerts ([`alert`], [`why`]) and for what people did
//! ([`action`]). Written for the office; nothing else in the crate words a message.

use chrono::{Datelike, NaiveDate};
use duban_core::alert::{DueStep, RuleKey};
use duban_core::word::{Action, SlipColor};

use super::Severity;

/// Headline and text of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Says {
    pub title: String,
    pub body: String,
}

/// The year in which a document of this day is numbered.
pub(crate) fn year(day: NaiveDate) -> i32 {
    day.year()
}

/// Name of a rule.
pub(crate) const fn rule(key: RuleKey) -> &'static str {
    match key {
        RuleKey::SignOverdue => "签收时限",
        RuleKey::Due => "到期阶梯",
        RuleKey::ReportOverdue => "反馈时限",
        RuleKey::ClaimUndecided => "核查时限",
        RuleKey::ExtensionUndecided => "延期审批时限",
        RuleKey::EscalationUndecided => "提请审签时限",
        RuleKey::SubmissionUndecided => "提请报送时限",
        RuleKey::CitySilent => "市级答复时限",
        RuleKey::CityDue => "市级办理时限",
        RuleKey::LookBack => "回头看",
    }
}

/// Name of a step: `T-3`, `T`, `T+1`.
pub(crate) fn step(offset: i32) -> String {
    if offset == 0 {
        "T".to_owned()
    } else {
        format!("T{offset:+}")
    }
}

/// Name of a slip's colour.
pub(crate) const fn color(color: SlipColor) -> &'static str {
    match color {
        SlipColor::Blue => "蓝色",
        SlipColor::Yellow => "黄色",
        SlipColor::Red => "红色",
    }
}

/// Why a step fired, with the dates counted, the calendar and the rule, so that anybody can count
/// again. `days` are the working days from the date counted from to the day of firing; they differ
/// from the step's own when the worker was late. None are left on the date itself and on the days off before it.
pub(crate) fn why(due: &DueStep, days: i32) -> String {
    let from = due.counted_from;
    let counted = match from.succ_opt() {
        Some(first) if days > 0 => format!("（按{}年工作日历，自{first}起算）", first.year()),
        _ => format!("（按{}年工作日历）", from.year()),
    };
    let since = |what: &str| format!("{from}{what}，已满{days}个工作日{counted}");
    let said = match due.rule {
        RuleKey::Due | RuleKey::CityDue => {
            let whose = if due.rule == RuleKey::CityDue {
                "市级"
            } else {
                ""
            };
            match days {
                1.. => format!("{whose}应于{from}完成，已逾期{days}个工作日{counted}"),
                0 => format!("{whose}应于{from}完成，已无剩余工作日{counted}"),
                _ => format!("{whose}应于{from}完成，还剩{}个工作日{counted}", -days),
            }
        }
        RuleKey::SignOverdue => format!("应于{from}前签收，已超{days}个工作日{counted}"),
        RuleKey::ReportOverdue => format!("应于{from}反馈进展，已超{days}个工作日{counted}"),
        RuleKey::ClaimUndecided => since("申请办结，尚未核查"),
        RuleKey::ExtensionUndecided => since("申请延期，尚未审批"),
        RuleKey::EscalationUndecided => since("拟提请市级，尚未审签"),
        RuleKey::SubmissionUndecided => since("审签同意提请市级，尚未报送"),
        RuleKey::CitySilent => since("提请市级，尚未答复"),
        RuleKey::LookBack => since("销号，应开展回头看"),
    };
    let (rule, step) = (rule(due.rule), step(due.step));
    let missed = if due.send {
        ""
    } else {
        "；错过未发，已由更高一级代替"
    };
    format!(
        "{said}；规则：{rule} {step} 第{}版；日历版本：{}{missed}",
        due.version, due.calendar_version
    )
}

/// How loud a step is: the colour of its slip; without one, yellow from three days before.
pub(crate) const fn severity(due: &DueStep) -> Severity {
    match (due.slip, due.rule) {
        (Some(SlipColor::Blue), _) => Severity::Blue,
        (Some(SlipColor::Yellow), _) => Severity::Yellow,
        (Some(SlipColor::Red), _) => Severity::Red,
        (None, RuleKey::LookBack) => Severity::Info,
        (None, _) if due.step < -3 => Severity::Info,
        (None, _) => Severity::Yellow,
    }
}

/// The message of a fired step; for `days` see [`why`].
pub(crate) fn alert(due: &DueStep, days: i32, number: &str, matter: &str, slip: Option<&str>) -> Says {
    let from = due.counted_from;
    let (head, ask) = match due.rule {
        RuleKey::Due if days > 0 => (
            format!("已逾期{days}个工作日"),
            format!("应于{from}完成，请立即办理并反馈进展"),
        ),
        RuleKey::Due if days == 0 => ("已无剩余工作日".to_owned(), format!("应于{from}完成，请抓紧办结")),
        RuleKey::Due => (
            format!("还剩{}个工作日", -days),
            format!("应于{from}完成，如不能按期请在到期前申请延期"),
        ),
        RuleKey::SignOverdue => (
            "逾期未签收".to_owned(),
            format!("应于{from}前签收，请立即签收或提出异议"),
        ),
        RuleKey::ReportOverdue => ("逾期未反馈".to_owned(), format!("应于{from}反馈进展，请补报")),
        RuleKey::ClaimUndecided => ("办结申请待核查".to_owned(), format!("{from}申请办结，请核查")),
        RuleKey::ExtensionUndecided => ("延期申请待审批".to_owned(), format!("{from}申请延期，请审批")),
        RuleKey::EscalationUndecided => ("提请事项待审签".to_owned(), format!("{from}拟提请市级，请审签")),
        RuleKey::SubmissionUndecided => (
            "提请事项待报送".to_owned(),
            format!("{from}已审签同意提请市级，请报送"),
        ),
        RuleKey::CitySilent => (
            "市级尚未答复".to_owned(),
            format!("{from}提请市级已满{days}个工作日，请与市级对接"),
        ),
        RuleKey::CityDue if days > 0 => (
            format!("市级已逾期{days}个工作日"),
            format!("市级应于{from}完成，请答复或说明进展，县级请跟进"),
        ),
        RuleKey::CityDue if days == 0 => (
            "市级已无剩余工作日".to_owned(),
            format!("市级应于{from}完成，请跟进"),
        ),
        RuleKey::CityDue => (
            format!("市级还剩{}个工作日", -days),
            format!("市级应于{from}完成，请跟进"),
        ),
        RuleKey::LookBack => (
            "应开展回头看".to_owned(),
            format!("{from}销号，请实地核查是否反弹"),
        ),
    };
    let body = match (slip, due.slip) {
        (Some(slip), Some(of)) => format!("{number}：{ask}。{}催办单 {slip}。", color(of)),
        _ => format!("{number}：{ask}。"),
    };
    Says {
        title: format!("{head}：{matter}"),
        body,
    }
}

/// The message of what a person did; `note` is the reason, the wording or the answer.
pub(crate) fn action(action: Action, number: &str, matter: &str, by: &str, note: Option<&str>) -> Says {
    let head = headline(action);
    let body = match note.map(str::trim).filter(|note| !note.is_empty()) {
        Some(note) => format!("{number}（{by}）：{note}"),
        None => format!("{number}（{by}）"),
    };
    Says {
        title: format!("{head}：{matter}"),
        body,
    }
}

/// What happened, in the words of the receiver.
const fn headline(action: Action) -> &'static str {
    match action {
        Action::SubmitForApproval => "请审批立项",
        Action::Approve => "立项已同意并交办",
        Action::Reject => "立项未同意",
        Action::Issue => "新交办，请签收",
        Action::Sign => "已签收",
        Action::Object => "部门提出异议，请处理",
        Action::Reassign => "改派给你单位，请签收",
        Action::Overrule => "异议未采纳，请签收办理",
        Action::Report => "反馈了进展",
        Action::SolveOnSite => "已现场解决",
        Action::Claim => "申请办结，请核查",
        Action::Verify => "核查通过，请销号",
        Action::Return => "退回重办",
        Action::Close => "已销号",
        Action::CloseUnachieved => "终结（未办结）",
        Action::Suspend => "已中止",
        Action::Resume => "已恢复办理",
        Action::Cancel => "已撤销",
        Action::Edit => "已修改",
        Action::CompletePart => "配合部分已完成",
        Action::WaivePart => "已免除配合",
        Action::Instruct => "领导批示",
        Action::Urge => "督查室催办",
        Action::EscalationPropose => "拟提请市级，请审签",
        Action::EscalationEndorse => "提请市级已审签，请报送",
        Action::EscalationDecline => "不予提请市级",
        Action::EscalationSubmit => "已提请市级",
        Action::EscalationAccept => "市级已受理",
        Action::EscalationAnswer => "市级已答复",
        Action::EscalationReturn => "市级已退回",
        Action::EscalationWithdraw => "提请市级已撤回",
        Action::ExtensionRequest => "申请延期，请审批",
        Action::ExtensionApprove => "延期已同意",
        Action::ExtensionReject => "延期未同意",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fired(rule: RuleKey, slip: Option<SlipColor>, send: bool) -> DueStep {
        let due_on = NaiveDate::from_ymd_opt(2023, 2, 8).expect("a date");
        DueStep {
            rule,
            version: 1,
            step: 1,
            counted_from: due_on,
            cycle: due_on.to_string(),
            fire_at: "2023-02-09T01:00:00Z".parse().expect("an instant"),
            recipients: Vec::new(),
            slip,
            send,
            calendar_version: "2023".to_owned(),
        }
    }

    #[test]
    fn chinese_messages_take_chinese_punctuation() {
        let mut texts = Vec::new();
        for rule in RuleKey::ALL {
            for days in [-3, 0, 5] {
                for (slip, send) in [(None, false), (Some(SlipColor::Blue), true)] {
                    let due = fired(*rule, slip, send);
                    let says = alert(&due, days, "师督〔2023〕1号", "事项", Some("催〔2023〕1号"));
                    texts.extend([says.title, says.body, why(&due, days)]);
                }
            }
        }
        for done in Action::ALL {
            for note in [None, Some("理由")] {
                let says = action(*done, "师督〔2023〕1号", "事项", "张三", note);
                texts.extend([says.title, says.body]);
            }
        }
        let latin = |text: &String| text.contains(['(', ')', ':', ',', ';', '?', '!']);
        let wrong: Vec<String> = texts.into_iter().filter(latin).collect();
        assert_eq!(wrong, Vec::<String>::new());
    }
}
