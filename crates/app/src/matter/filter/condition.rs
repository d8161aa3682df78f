//! The conditions of the list's filter, each a rule of the field in the database's words.

use chrono::NaiveDate;
use duban_core::word::{EscalationStatus, Holder, Light, Stage, Status};
use sea_orm::sea_query::{Alias, BinOper, Expr, Func, Query};
use sea_orm::{ColumnTrait, Condition, ExprTrait};

use super::{FilterContext, NO_DATE};
use crate::column::Word;
use crate::escalation::entity as escalation;
use crate::matter::entity::Column;

fn one_of(statuses: &[Status]) -> Expr {
    Column::Status.is_in(statuses.iter().copied().map(Word))
}

/// The light's rule (core: `matter::light`) as a condition on the columns that it looks at.
pub(crate) fn light_condition(light: Light, today: &FilterContext) -> Condition {
    let running = || Condition::all().add(one_of(Status::RUNNING));
    let stopped = || Condition::all().add(one_of(Status::STOPPED));
    // A stop is judged by the date in force then.
    let judged_by = Func::coalesce([Expr::col(Column::StoppedDueOn), Expr::col(Column::DueOn)]);
    let late = Expr::col(Column::StoppedOn).gt(judged_by);
    let on_time = Condition::any()
        .add(Column::StoppedOn.is_null())
        .add(late.clone().not());
    match light {
        Light::Red => Condition::any()
            .add(running().add(Column::ActiveDueOn.lt(today.window.today)))
            .add(stopped().add(late)),
        Light::Yellow => running().add(today.each(|window| {
            Condition::all()
                .add(Column::ActiveDueOn.gte(window.today))
                .add(Column::ActiveDueOn.lte(window.yellow_until))
        })),
        Light::Green => {
            Condition::any()
                .add(running().add(
                    today.each(|window| Condition::all().add(Column::ActiveDueOn.gt(window.yellow_until))),
                ))
                .add(stopped().add(on_time))
        }
        Light::Grey => Condition::all()
            .add(one_of(Status::RUNNING).not())
            .add(one_of(Status::STOPPED).not()),
    }
}

/// Overdue now: the active stage's clock runs and its date has passed.
pub(crate) fn overdue_condition(today: &FilterContext) -> Condition {
    Condition::all()
        .add(Column::IsOpen.eq(true))
        .add(one_of(Status::RUNNING))
        .add(Column::ActiveDueOn.lt(today.window.today))
}

/// A matter in progress without a report cycle owes no report: without the first line that would be unknown to the
/// database, and neither yes nor no.
pub(super) fn report_due_condition(today: &FilterContext) -> Condition {
    Condition::all()
        .add(Column::NextReportDueOn.is_not_null())
        .add(Column::Status.eq(Word(Status::InProgress)))
        .add(Column::NextReportDueOn.lte(today.window.today))
}

/// Where the city has set no date yet there is none that could be late enough.
pub(super) fn due_from(day: NaiveDate) -> Condition {
    Condition::all()
        .add(Column::ActiveDueOn.gte(day))
        .add(Column::ActiveDueOn.lt(NO_DATE))
}

/// The matter knows the state of its newest submission. Where that is not the reader's, the newest that is counts.
pub(super) fn escalation_condition(states: &[EscalationStatus], today: &FilterContext) -> Expr {
    let states = states.iter().copied().map(Word);
    if today.reads_proposals {
        return Column::EscalationStatus.is_in(states);
    }
    let newer = Alias::new("newer");
    let of_newer = |column: escalation::Column| Expr::col((newer.clone(), column));
    let of_this = |column: escalation::Column| Expr::col((escalation::Entity, column));
    let overtaken = Query::select()
        .expr(Expr::val(1))
        .from_as(escalation::Entity, newer.clone())
        .and_where(
            of_newer(escalation::Column::MatterId).equals((escalation::Entity, escalation::Column::MatterId)),
        )
        .and_where(of_newer(escalation::Column::SubmittedAt).gt(of_this(escalation::Column::SubmittedAt)))
        .to_owned();
    let newest = Query::select()
        .column(escalation::Column::MatterId)
        .from(escalation::Entity)
        .and_where(escalation::Column::Status.is_in(states))
        .and_where(escalation::Column::SubmittedAt.is_not_null())
        .and_where(Expr::exists(overtaken).not())
        .to_owned();
    Column::Id.in_subquery(newest)
}

/// Whose move it is. Who does not read proposals finds what waits for one with the department, as `ListRow::read_by`
/// shows it.
pub(super) fn holder_condition(holder: Holder, today: &FilterContext) -> Condition {
    let held = Column::Holder.eq(Word(holder));
    if today.reads_proposals {
        return Condition::all().add(held);
    }
    let departments = Condition::all()
        .add(Column::Status.eq(Word(Status::InProgress)))
        .add(Column::Stage.eq(Word(Stage::County)))
        .add(Column::ExtensionPending.eq(false));
    if holder == Holder::LeadDepartment {
        Condition::any().add(held).add(departments)
    } else {
        Condition::all().add(held).add(departments.not())
    }
}

/// Capital letters do not matter: `5g` finds 5G基站 on either engine. The engine lowers both sides, since each knows
/// other letters: PostgreSQL has a small `Ⅱ`, SQLite only the English ones.
pub(super) fn text_matches(text: &str) -> Condition {
    let mut escaped = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    let pattern = Expr::from(Func::lower(Expr::val(format!("%{escaped}%"))));
    let pattern = pattern.binary(BinOper::Escape, Expr::Constant('\\'.into()));
    let mut any = Condition::any();
    for column in [Column::Title, Column::Number, Column::Requirement] {
        let said = Expr::from(Func::lower(Expr::col(column)));
        any = any.add(said.binary(BinOper::Like, pattern.clone()));
    }
    any
}
