//! Which matters a list shows, and in which order. The same filter serves list, count, counters and
//! the overdue audit, so that a number and the list behind it cannot differ.

use std::str::FromStr;

use chrono::NaiveDate;
use duban_core::matter::light::{LightWindow, window};
use duban_core::word::{
    CoPart, EscalationStatus, Holder, Light, MatterKind, Outcome, Resolution, Stage, Status,
};
use sea_orm::sea_query::{Expr, Func, LikeExpr, Query};
use sea_orm::{ColumnTrait, Condition, ExprTrait, Order};
use uuid::Uuid;

use crate::App;
use crate::Ctx;
use crate::error::{AppError, AppResult};
use crate::matter::entity::Column;
use crate::matter::participant;
use crate::scope;
use crate::source;

/// Statuses in which the clock runs.
pub(crate) const RUNNING: [Status; 3] = [Status::Issued, Status::Objected, Status::InProgress];
/// Statuses in which the clock has stopped for good or until the claim is returned.
const STOPPED: [Status; 3] = [Status::Claimed, Status::Verified, Status::Closed];
/// Stands in the due column where the active stage has no date yet; sorts last.
pub(crate) const NO_DATE: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(date) => date,
    None => NaiveDate::MAX,
};

/// Which matters are wanted; what is absent does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the list's query parameters")]
pub struct Filter {
    pub kind: Option<MatterKind>,
    pub status: Vec<Status>,
    pub open: Option<bool>,
    pub light: Option<Light>,
    pub overdue: Option<bool>,
    pub stage: Option<Stage>,
    pub resolution: Option<Resolution>,
    pub outcome: Option<Outcome>,
    pub leader: Option<Uuid>,
    /// The lead department.
    pub department: Option<Uuid>,
    /// A department that leads or co-operates.
    pub party: Option<Uuid>,
    /// State of the part of a co-operating department: of `party`, or of any when `party` is absent.
    pub part: Vec<CoPart>,
    pub plan: Option<Uuid>,
    pub source: Option<Uuid>,
    pub import: Option<Uuid>,
    /// State of the newest submission to the city.
    pub escalation: Vec<EscalationStatus>,
    pub due_from: Option<NaiveDate>,
    pub due_to: Option<NaiveDate>,
    /// Registered on or after this day.
    pub created_from: Option<NaiveDate>,
    /// Registered on or before this day.
    pub created_to: Option<NaiveDate>,
    /// Words in title, requirement or number.
    pub q: Option<String>,
    pub holder: Option<Holder>,
    /// Whether a request for a new date waits for a decision.
    pub extension_pending: Option<bool>,
    /// Whether a progress report is due by today.
    pub report_due: Option<bool>,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Earliest date first.
    #[default]
    DueAsc,
    /// Latest date first.
    DueDesc,
    /// Oldest first.
    CreatedAsc,
    /// Newest first.
    CreatedDesc,
    /// By number.
    Number,
}

impl FromStr for Sort {
    type Err = AppError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "due_on" => Ok(Self::DueAsc),
            "-due_on" => Ok(Self::DueDesc),
            "created_at" => Ok(Self::CreatedAsc),
            "-created_at" => Ok(Self::CreatedDesc),
            "number" => Ok(Self::Number),
            _ => Err(AppError::invalid("sort", "unknown_value")),
        }
    }
}

impl Sort {
    pub(crate) const fn column(self) -> Column {
        match self {
            Self::DueAsc | Self::DueDesc => Column::ActiveDueOn,
            Self::CreatedAsc | Self::CreatedDesc => Column::CreatedAt,
            Self::Number => Column::Number,
        }
    }

    pub(crate) const fn order(self) -> Order {
        match self {
            Self::DueAsc | Self::CreatedAsc | Self::Number => Order::Asc,
            Self::DueDesc | Self::CreatedDesc => Order::Desc,
        }
    }
}

/// What the dates of a region make of the lights today.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Today {
    pub(crate) date: NaiveDate,
    pub(crate) window: LightWindow,
    pub(crate) offset_minutes: i32,
}

impl Today {
    pub(crate) async fn of(app: &App, ctx: &Ctx) -> AppResult<Self> {
        let directory = app.directory().await?;
        let region = directory.region(ctx.actor.region)?;
        let date = region.zone().local_date(app.now());
        let calendar = app.calendar().await?;
        let window = window(date, &calendar, region.settings.yellow_days);
        Ok(Self {
            date,
            window,
            offset_minutes: region.offset_minutes,
        })
    }

    fn day_start_ms(&self, day: NaiveDate) -> i64 {
        day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis()
            - i64::from(self.offset_minutes) * 60_000
    }
}

impl Filter {
    /// The filter as a condition, without the scope.
    pub(crate) fn condition(&self, today: &Today) -> Condition {
        let words = |statuses: &[Status]| statuses.iter().map(|status| status.as_str()).collect::<Vec<_>>();
        let after_last = |day: NaiveDate| day.succ_opt().unwrap_or(NaiveDate::MAX);
        let mut all = Condition::all()
            .add_option(self.kind.map(|kind| Column::Kind.eq(kind.as_str())))
            .add_option(self.open.map(|open| Column::IsOpen.eq(open)))
            .add_option(self.light.map(|light| light_condition(light, today)))
            .add_option(self.overdue.map(|wanted| {
                let overdue = overdue_condition(today);
                if wanted { overdue } else { overdue.not() }
            }))
            .add_option(self.stage.map(|stage| Column::Stage.eq(stage.as_str())))
            .add_option(
                self.resolution
                    .map(|resolution| Column::Resolution.eq(resolution.as_str())),
            )
            .add_option(self.outcome.map(|outcome| Column::Outcome.eq(outcome.as_str())))
            .add_option(self.leader.map(|leader| Column::LeaderId.eq(leader)))
            .add_option(
                self.department
                    .map(|department| Column::LeadDepartmentId.eq(department)),
            )
            .add_option(self.party.map(|party| scope::taking_part([party])))
            .add_option(self.part_condition())
            .add_option(self.plan.map(|plan| Column::PlanId.eq(plan)))
            .add_option(self.source.map(|source| Column::SourceId.eq(source)))
            .add_option(self.import.map(of_import))
            .add_option(self.due_from.map(|day| Column::ActiveDueOn.gte(day)))
            .add_option(self.due_to.map(|day| Column::ActiveDueOn.lte(day)))
            .add_option(
                self.created_from
                    .map(|day| Column::CreatedAt.gte(today.day_start_ms(day))),
            )
            .add_option(
                self.created_to
                    .map(|day| Column::CreatedAt.lt(today.day_start_ms(after_last(day)))),
            )
            .add_option(self.holder.map(|holder| Column::Holder.eq(holder.as_str())))
            .add_option(
                self.extension_pending
                    .map(|pending| Column::ExtensionPending.eq(pending)),
            )
            .add_option(self.report_due.map(|due| report_due_condition(due, today)))
            .add_option(
                self.q
                    .as_deref()
                    .map(str::trim)
                    .filter(|q| !q.is_empty())
                    .map(says),
            );
        if !self.status.is_empty() {
            all = all.add(Column::Status.is_in(words(&self.status)));
        }
        if !self.escalation.is_empty() {
            all = all.add(Column::EscalationStatus.is_in(self.escalation.iter().map(|state| state.as_str())));
        }
        all
    }

    fn part_condition(&self) -> Option<Expr> {
        if self.part.is_empty() {
            return None;
        }
        let mut parts = Query::select();
        parts
            .column(participant::Column::MatterId)
            .from(participant::Entity)
            .and_where(participant::Column::IsLead.eq(false))
            .and_where(participant::Column::Part.is_in(self.part.iter().map(|part| part.as_str())));
        if let Some(party) = self.party {
            parts.and_where(participant::Column::DepartmentId.eq(party));
        }
        Some(Column::Id.in_subquery(parts))
    }
}

/// The light's rule (core: `matter::light`) as a condition on the columns that it looks at.
pub(crate) fn light_condition(light: Light, today: &Today) -> Condition {
    let running = Column::Status.is_in(RUNNING.map(Status::as_str));
    let stopped = Column::Status.is_in(STOPPED.map(Status::as_str));
    // A stop is judged by the date in force then.
    let judged_by = Func::coalesce([Expr::col(Column::StoppedDueOn), Expr::col(Column::DueOn)]);
    let late = Expr::col(Column::StoppedOn).gt(judged_by);
    let LightWindow {
        today: day,
        yellow_until,
    } = today.window;
    match light {
        Light::Red => Condition::any()
            .add(Condition::all().add(running).add(Column::ActiveDueOn.lt(day)))
            .add(Condition::all().add(stopped).add(late)),
        Light::Yellow => Condition::all()
            .add(running)
            .add(Column::ActiveDueOn.gte(day))
            .add(Column::ActiveDueOn.lte(yellow_until)),
        Light::Green => Condition::any()
            .add(
                Condition::all()
                    .add(running)
                    .add(Column::ActiveDueOn.gt(yellow_until)),
            )
            .add(
                Condition::all()
                    .add(stopped)
                    .add(Condition::any().add(Column::StoppedOn.is_null()).add(late.not())),
            ),
        Light::Grey => Condition::all()
            .add(Column::Status.is_not_in(RUNNING.iter().chain(&STOPPED).map(|status| status.as_str()))),
    }
}

/// Overdue now: the active stage's clock runs and its date has passed.
pub(crate) fn overdue_condition(today: &Today) -> Condition {
    Condition::all()
        .add(Column::IsOpen.eq(true))
        .add(Column::Status.is_in(RUNNING.map(Status::as_str)))
        .add(Column::ActiveDueOn.lt(today.window.today))
}

fn report_due_condition(due: bool, today: &Today) -> Condition {
    let condition = Condition::all()
        .add(Column::Status.eq(Status::InProgress.as_str()))
        .add(Column::NextReportDueOn.lte(today.window.today));
    if due { condition } else { condition.not() }
}

fn of_import(import: Uuid) -> Expr {
    let sources = Query::select()
        .column(source::entity::Column::Id)
        .from(source::entity::Entity)
        .and_where(source::entity::Column::ImportId.eq(import))
        .to_owned();
    Column::SourceId.in_subquery(sources)
}

fn says(text: &str) -> Condition {
    let mut escaped = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    let pattern = || LikeExpr::new(format!("%{escaped}%")).escape('\\');
    Condition::any()
        .add(Expr::col(Column::Title).like(pattern()))
        .add(Expr::col(Column::Number).like(pattern()))
        .add(Expr::col(Column::Requirement).like(pattern()))
}
