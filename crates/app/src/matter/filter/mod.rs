//! Which matters a list shows, and in which order. The same filter serves list, count, counters and
//! the overdue audit, so that a number and the list behind it cannot differ.

mod condition;

use std::str::FromStr;

use chrono::NaiveDate;
use duban_core::id::RegionId;
use duban_core::matter::light::{LightWindow, window};
use duban_core::policy;
use duban_core::word::{
    CoPart, EscalationStatus, Holder, Light, MatterKind, Outcome, Resolution, Stage, Status,
};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, Order};
use uuid::Uuid;

use self::condition::{due_from, escalation_condition, holder_condition, report_due_condition, says};
pub(crate) use self::condition::{light_condition, overdue_condition};
use crate::App;
use crate::Ctx;
use crate::column::Word;
use crate::directory::Region;
use crate::error::{AppError, AppResult};
use crate::matter::entity::Column;
use crate::matter::participant;
use crate::scope;

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
    /// State of the newest submission to the city; for the city of the newest that left the county.
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
    /// Its name, as a query says it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::DueAsc => "due_on",
            Self::DueDesc => "-due_on",
            Self::CreatedAsc => "created_at",
            Self::CreatedDesc => "-created_at",
            Self::Number => "number",
        }
    }

    pub(crate) const fn column(self) -> Column {
        match self {
            Self::DueAsc | Self::DueDesc => Column::ActiveDueOn,
            Self::CreatedAsc | Self::CreatedDesc => Column::CreatedAt,
            Self::Number => Column::NumberOrder,
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
#[derive(Debug, Clone)]
pub(crate) struct Today {
    pub(crate) window: LightWindow,
    pub(crate) offset_minutes: i32,
    /// For a city: the window of each of its counties, whose office sets how early yellow begins.
    pub(crate) counties: Vec<(RegionId, LightWindow)>,
    /// Whether submissions that did not leave the county are the reader's.
    pub(crate) reads_proposals: bool,
}

impl Today {
    pub(crate) async fn of(app: &App, ctx: &Ctx) -> AppResult<Self> {
        let directory = app.directory().await?;
        let calendar = app.calendar().await?;
        let region = directory.region(ctx.actor.region)?;
        let window_of = |region: &Region| {
            let date = region.zone().local_date(app.now());
            window(date, &calendar, region.settings.yellow_days)
        };
        let counties = ctx.actor.counties.iter();
        Ok(Self {
            window: window_of(region),
            offset_minutes: region.offset_minutes,
            counties: counties
                .map(|county| Ok((*county, window_of(directory.region(*county)?))))
                .collect::<AppResult<_>>()?,
            reads_proposals: policy::visibility(&ctx.actor).reads_proposals(),
        })
    }

    fn day_start_ms(&self, day: NaiveDate) -> i64 {
        day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis()
            - i64::from(self.offset_minutes) * 60_000
    }

    /// A condition on the window of the matter's own region.
    fn each(&self, of: impl Fn(&LightWindow) -> Condition) -> Condition {
        if self.counties.is_empty() {
            return of(&self.window);
        }
        let mut any = Condition::any();
        for (county, window) in &self.counties {
            any = any.add(of(window).add(Column::RegionId.eq(county.0)));
        }
        any
    }
}

impl Filter {
    /// The filter as a condition, without the scope.
    pub(crate) fn condition(&self, today: &Today) -> Condition {
        let words = |statuses: &[Status]| statuses.iter().copied().map(Word).collect::<Vec<_>>();
        let after_last = |day: NaiveDate| day.succ_opt().unwrap_or(NaiveDate::MAX);
        let mut all = Condition::all()
            .add_option(self.kind.map(|kind| Column::Kind.eq(Word(kind))))
            .add_option(self.open.or(self.open_only()).map(|open| Column::IsOpen.eq(open)))
            .add_option(self.light.map(|light| light_condition(light, today)))
            .add_option(self.overdue.map(|wanted| {
                let overdue = overdue_condition(today);
                if wanted { overdue } else { overdue.not() }
            }))
            .add_option(self.stage.map(|stage| Column::Stage.eq(Word(stage))))
            .add_option(
                self.resolution
                    .map(|resolution| Column::Resolution.eq(Word(resolution))),
            )
            .add_option(self.outcome.map(|outcome| Column::Outcome.eq(Word(outcome))))
            .add_option(self.leader.map(|leader| Column::LeaderId.eq(leader)))
            .add_option(
                self.department
                    .map(|department| Column::LeadDepartmentId.eq(department)),
            )
            .add_option(self.party.map(|party| scope::taking_part([party])))
            .add_option(self.part_condition())
            .add_option(self.plan.map(|plan| Column::PlanId.eq(plan)))
            .add_option(self.source.map(|source| Column::SourceId.eq(source)))
            .add_option(self.import.map(|import| Column::ImportId.eq(import)))
            .add_option(self.due_from.map(due_from))
            .add_option(self.due_to.map(|day| Column::ActiveDueOn.lte(day)))
            .add_option(
                self.created_from
                    .map(|day| Column::CreatedAt.gte(today.day_start_ms(day))),
            )
            .add_option(
                self.created_to
                    .map(|day| Column::CreatedAt.lt(today.day_start_ms(after_last(day)))),
            )
            .add_option(self.holder.map(|holder| holder_condition(holder, today)))
            .add_option(
                self.extension_pending
                    .map(|pending| Column::ExtensionPending.eq(pending)),
            )
            .add_option(self.report_due.map(|wanted| {
                let due = report_due_condition(today);
                if wanted { due } else { due.not() }
            }))
            .add_option(
                self.q
                    .as_deref()
                    .map(str::trim)
                    .filter(|q| !q.is_empty())
                    .map(says),
            );
        match self.status.as_slice() {
            [] => {}
            [one] => all = all.add(Column::Status.eq(Word(*one))),
            several => all = all.add(Column::Status.is_in(words(several))),
        }
        if !self.escalation.is_empty() {
            all = all.add(escalation_condition(&self.escalation, today));
        }
        all
    }

    /// Says so where only open matters can be meant: they are a small part of a county's past, and have an index.
    fn open_only(&self) -> Option<bool> {
        let several = self.status.len() > 1 && self.status.iter().all(|status| status.is_open());
        let meant = several
            || self.light == Some(Light::Yellow)
            || self.stage == Some(Stage::City)
            || self.report_due == Some(true);
        meant.then_some(true)
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
            .and_where(participant::Column::Part.is_in(self.part.iter().copied().map(Word)));
        if let Some(party) = self.party {
            parts.and_where(participant::Column::DepartmentId.eq(party));
        }
        Some(Column::Id.in_subquery(parts))
    }
}
