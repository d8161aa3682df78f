//! The texts of the inbox: for alerts ([`alert`], [`why`]) and for what people did ([`action`]). The texts are
//! in `lang/<language>/notification.json`; no other module of the crate writes messages.

use chrono::{Datelike, NaiveDate};
use duban_core::alert::{DueStep, RuleKey};
use duban_core::lang::Lang;
use duban_core::say;
use duban_core::word::{Action, SlipColor};

use super::Severity;

/// Headline and text of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MessageText {
    pub title: String,
    pub body: String,
}

/// The year in which a document of this day is numbered.
pub(crate) fn year(day: NaiveDate) -> i32 {
    day.year()
}

/// Name of a step: `T-3`, `T`, `T+1`.
pub(crate) fn step(offset: i32) -> String {
    if offset == 0 {
        "T".to_owned()
    } else {
        format!("T{offset:+}")
    }
}

/// Which texts a fired step takes: its rule's, for due dates by whether it has come.
fn case(due: &DueStep, days: i32) -> String {
    let rule = due.rule;
    match (rule, days) {
        (RuleKey::Due | RuleKey::CityDue, 1..) => format!("{rule}_late"),
        (RuleKey::Due | RuleKey::CityDue, 0) => format!("{rule}_today"),
        (RuleKey::Due | RuleKey::CityDue, _) => format!("{rule}_left"),
        _ => rule.to_string(),
    }
}

/// The number of days in the text: before a due date, the days left.
const fn days_to_show(due: &DueStep, days: i32) -> i32 {
    match due.rule {
        RuleKey::Due | RuleKey::CityDue => days.abs(),
        _ => days,
    }
}

/// Why a step fired, with the dates counted, the calendar and the rule, so that anybody can count
/// again. `days` are the working days from the date counted from to the day of firing; they differ
/// from the step's own when the worker was late. None are left on the date itself and on the days off before it.
pub(crate) fn why(lang: Lang, due: &DueStep, days: i32) -> String {
    let from = due.counted_from;
    let calendar = match from.succ_opt() {
        Some(first) if days > 0 => say!(lang, "notification.why.calendar_from", year = first.year(), first),
        _ => say!(lang, "notification.why.calendar", year = from.year()),
    };
    let (case, rule) = (case(due, days), due.rule);
    let missed = if due.send {
        String::new()
    } else {
        say!(lang, "notification.why.missed")
    };
    say!(
        lang,
        "notification.why.whole",
        what = say!(
            lang,
            "notification.what.{case}",
            from,
            days = days_to_show(due, days),
            calendar,
        ),
        rule = say!(lang, "notification.rule.{rule}"),
        step = step(due.step),
        version = due.version,
        calendar_version = due.calendar_version,
        missed,
    )
}

/// The severity of a step: the colour of its slip; without one, yellow from three days before.
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
pub(crate) fn alert(
    lang: Lang,
    due: &DueStep,
    days: i32,
    number: &str,
    matter: &str,
    slip: Option<&str>,
) -> MessageText {
    let (case, from) = (case(due, days), due.counted_from);
    let days = days_to_show(due, days);
    let head = say!(lang, "notification.head.{case}", days);
    let ask = say!(lang, "notification.ask.{case}", from, days);
    let body = match (slip, due.slip) {
        (Some(slip), Some(color)) => say!(
            lang,
            "notification.alert_with_slip",
            number,
            ask,
            slip = say!(lang, "slip.{color}"),
            slip_number = slip,
        ),
        _ => say!(lang, "notification.alert", number, ask),
    };
    MessageText {
        title: say!(lang, "notification.title", head, matter),
        body,
    }
}

/// The message of what a person did; `note` is the reason, the wording or the answer. The headline uses the
/// receiver's words.
pub(crate) fn action(
    lang: Lang,
    action: Action,
    number: &str,
    matter: &str,
    by: &str,
    note: Option<&str>,
) -> MessageText {
    let head = say!(lang, "headline.{action}");
    let body = match note.map(str::trim).filter(|note| !note.is_empty()) {
        Some(note) => say!(lang, "notification.done_with_note", number, by, note),
        None => say!(lang, "notification.done", number, by),
    };
    MessageText {
        title: say!(lang, "notification.title", head, matter),
        body,
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
                    let text = alert(
                        Lang::Chinese,
                        &due,
                        days,
                        "师督〔2023〕1号",
                        "事项",
                        Some("催〔2023〕1号"),
                    );
                    texts.extend([text.title, text.body, why(Lang::Chinese, &due, days)]);
                }
            }
        }
        for done in Action::ALL {
            for note in [None, Some("理由")] {
                let text = action(Lang::Chinese, *done, "师督〔2023〕1号", "事项", "张三", note);
                texts.extend([text.title, text.body]);
            }
        }
        let latin = |text: &String| text.contains(['(', ')', ':', ',', ';', '?', '!']);
        let wrong: Vec<String> = texts.into_iter().filter(latin).collect();
        assert_eq!(wrong, Vec::<String>::new());
    }
}
