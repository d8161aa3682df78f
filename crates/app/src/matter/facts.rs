//! From a matter's row to the facts that the rules in core look at.

use chrono::NaiveDate;
use duban_core::alert::AlertFacts;
use duban_core::calendar::Calendar;
use duban_core::id::DepartmentId;
use duban_core::lang::Lang;
use duban_core::matter::MatterFacts;
use duban_core::matter::deadline::{Explanation, Pause, StripKind};
use duban_core::matter::light::ClockFacts;
use duban_core::say;
use duban_core::text::is_blank;
use duban_core::word::{EscalationStatus, Stage, Status};

use super::{entity, participant, pause};
use crate::column::Word;
use crate::department;
use crate::directory::{Directory, Region};
use crate::words::{instant, instant_opt};

/// What life cycle and policy look at.
pub(crate) fn matter_facts(
    row: &entity::Model,
    parts: &[participant::Model],
    directory: &Directory,
    region: &Region,
) -> MatterFacts {
    let day = |millis: Option<i64>| millis.map(|millis| region.zone().local_date(instant(millis)));
    let co_departments = parts
        .iter()
        .filter(|part| !part.is_lead)
        .map(|part| (part.department_id.into(), part.part.0))
        .collect();
    let claimed_by: Option<DepartmentId> = row.claimed_by_department_id.map(Into::into);
    MatterFacts {
        region: region.id,
        city_on_system: region.city_on_system,
        city_has_departments: department::query::of_city(directory, region).next().is_some(),
        status: row.status.0,
        stage: row.stage.0,
        leader: row.leader_id.into(),
        lead_department: row.lead_department_id.into(),
        co_departments,
        has_basis: row.basis.as_deref().is_some_and(|basis| !is_blank(basis)),
        due_on: row.due_on,
        issued_on: day(row.handed_over_at),
        claimed_by_department: claimed_by,
        claimed_by_office: claimed_by.is_some_and(|id| directory.is_office(id)),
        verified_by: row.verified_by.map(Into::into),
        solved_from: row.solved_from.map(Word::get),
        objection_overruled: row.objection_overruled,
        resolution: row.resolution.map(Word::get),
        escalation: row.escalation_status.map(Word::get),
        city_answer: row.city_answer.map(Word::get),
        ever_submitted: row.ever_submitted,
        extensions_approved: u32::try_from(row.extensions_approved).unwrap_or(0),
        extension_pending: row.extension_pending,
        close_delegated: region.settings.close_delegated,
        extension_limit: region.settings.extension_limit,
        objection_days: region.settings.objection_days,
    }
}

/// What the light looks at.
pub(crate) fn clock_facts(row: &entity::Model) -> ClockFacts {
    ClockFacts {
        status: row.status.0,
        stage: row.stage.0,
        outcome: row.outcome.map(Word::get),
        due_on: row.stopped_due_on.unwrap_or(row.due_on),
        city_due_on: row.city_due_on,
        stopped_on: row.stopped_on,
    }
}

/// What the alert ladder looks at.
pub(crate) fn alert_facts(row: &entity::Model, region: &Region, calendar: &Calendar) -> AlertFacts {
    let zone = region.zone();
    let day = |millis: Option<i64>| millis.map(|millis| zone.local_date(instant(millis)));
    let clock = clock_facts(row);
    let handed_over_on = day(row.handed_over_at);
    let waits = |for_whom: EscalationStatus| {
        let waiting = row.escalation_status == Some(Word(for_whom));
        day(row.escalation_proposed_at.filter(|_| waiting))
    };
    AlertFacts {
        clock,
        signed: row.signed_at.is_some(),
        started_at: instant(row.handed_over_at.unwrap_or(row.created_at)),
        // The county's own date and when it was set wait behind the city's.
        due_cycle_started_at: match clock.stage {
            Stage::County => instant_opt(row.due_set_at),
            Stage::City => instant_opt(row.city_due_set_at),
        },
        sign_due_on: handed_over_on.map(|day| calendar.add(day, region.settings.sign_days)),
        next_report_due_on: row.next_report_due_on,
        claimed_on: day(row.claimed_at),
        extension_requested_on: day(row.extension_requested_at.filter(|_| row.extension_pending)),
        extension_decided_on: day(row.extension_requested_at.filter(|_| !row.extension_pending)),
        escalation_proposed_on: waits(EscalationStatus::Proposed),
        escalation_endorsed_on: waits(EscalationStatus::Endorsed),
        escalation_submitted_on: day(row.escalation_submitted_at),
        closed_on: if clock.status == Status::Closed {
            day(row.closed_at)
        } else {
            None
        },
    }
}

/// A stored pause as the rules know it.
pub(crate) fn pause(row: &pause::Model) -> Pause {
    Pause {
        from_on: row.from_on,
        to_on: row.to_on,
        reason: row.reason.0,
    }
}

/// When a matter next needs the worker, in milliseconds.
pub(crate) fn next_alert_at(
    row: &entity::Model,
    region: &Region,
    calendar: &Calendar,
    now: chrono::DateTime<chrono::Utc>,
) -> Option<i64> {
    let facts = alert_facts(row, region, calendar);
    let settings = &region.settings;
    let plan = duban_core::alert::plan(
        &settings.ladder,
        &facts,
        calendar,
        region.zone(),
        settings.alert_hour,
        now,
    );
    // What is due already is the worker's at once: it knows which of the steps have fired.
    let next = if plan.due.is_empty() {
        plan.next_alert_at
    } else {
        Some(now)
    };
    next.map(|at| at.timestamp_millis())
}

/// What a deadline's sentence tells.
pub(crate) struct SummaryFacts<'a> {
    pub(crate) start_on: NaiveDate,
    pub(crate) due_on: Option<NaiveDate>,
    pub(crate) left: Option<i32>,
    pub(crate) today: NaiveDate,
    pub(crate) explained: &'a Explanation,
}

/// A deadline in one sentence, as the office would say it.
pub(crate) fn summary(lang: Lang, row: &entity::Model, facts: &SummaryFacts<'_>) -> String {
    let stage = row.stage.0;
    let stage = say!(lang, "stage.{stage}");
    let Some(due_on) = facts.due_on else {
        return say!(lang, "deadline.none", stage);
    };
    let SummaryFacts {
        start_on, explained, ..
    } = facts;
    let mut text = say!(
        lang,
        "deadline.span",
        stage,
        start_on,
        due_on,
        days = explained.counted
    );
    for (days, kind) in [
        (explained.holidays, StripKind::Holiday),
        (explained.weekends, StripKind::Weekend),
        (explained.make_ups, StripKind::MakeUp),
    ] {
        if days > 0 {
            let kind = say!(lang, "strip.kind.{kind}");
            text.push_str(&say!(lang, "deadline.days_off", kind, days));
        }
    }
    if explained.paused > 0 {
        text.push_str(&say!(lang, "deadline.days_paused", days = explained.paused));
    }
    // What became of the county's date says nothing of the city's.
    let county = row.stage == Stage::County;
    if county && row.due_on != row.original_due_on {
        text.push_str(&say!(lang, "deadline.original", due_on = row.original_due_on));
    }
    if county && row.overdue_before > 0 {
        text.push_str(&say!(lang, "deadline.overdue_before", days = row.overdue_before));
    }
    text.push_str(&how_it_stands(lang, row, facts, due_on));
    text.push_str(&say!(
        lang,
        "deadline.calendar",
        version = explained.calendar_version
    ));
    text
}

fn how_it_stands(lang: Lang, row: &entity::Model, facts: &SummaryFacts<'_>, due_on: NaiveDate) -> String {
    let Some(left) = facts.left else {
        return String::new();
    };
    if let Some(stopped_on) = row.stopped_on {
        let then_due = row
            .stopped_due_on
            .filter(|then| *then != row.due_on)
            .map_or_else(String::new, |then| say!(lang, "deadline.then_due", due_on = then));
        return if left < 0 {
            say!(lang, "deadline.stopped_late", stopped_on, then_due, days = -left)
        } else {
            say!(lang, "deadline.stopped", stopped_on, then_due)
        };
    }
    match left {
        left if left < 0 => say!(lang, "deadline.late", days = -left),
        0 if facts.today < due_on => say!(lang, "deadline.last_working_day"),
        0 => say!(lang, "deadline.today"),
        left => say!(lang, "deadline.left", days = left),
    }
}
