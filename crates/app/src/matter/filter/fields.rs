//! The filters of the list, each defined once: its name in a query, what it takes, where the ledger shows it, and its
//! condition. The query's parameters, the chips and the fields of the ledger (`x-matter-filters` in the contract) follow.

use chrono::NaiveDate;
use duban_core::word::{
    CoPart, EscalationStatus, Holder, Light, MatterKind, Outcome, Resolution, Stage, Status,
};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition};
use serde::Serialize;
use uuid::Uuid;

use super::condition::{
    due_from, escalation_condition, holder_condition, report_due_condition, text_matches,
};
use super::parameters::Parameters;
use super::{FilterContext, light_condition, overdue_condition};
use crate::column::Word;
use crate::matter::entity::Column;
use crate::matter::participant;
use crate::scope;

/// Hands the filters to a macro, in the order of the ledger: `name: [what it takes] @ place => |filter, today| condition;`.
/// What the types and conditions name is looked up where that macro stands.
#[doc(hidden)]
#[macro_export]
macro_rules! each_matter_filter {
    ($then:ident) => {
        $then! {
            /// One status or several, separated by commas.
            status: [several Status as "status" like "issued,in_progress"] @ Bar => |filter, _| {
                match filter.status.as_slice() {
                    [] => None,
                    [one] => Some(Column::Status.eq(Word(*one))),
                    several => Some(Column::Status.is_in(several.iter().copied().map(Word))),
                }
            };
            /// The light as of today.
            light: [one Light as "light"] @ Bar => |filter, today| {
                filter.light.map(|light| light_condition(light, today))
            };
            /// Who is responsible now.
            stage: [one Stage as "stage"] @ Bar => |filter, _| {
                filter.stage.map(|stage| Column::Stage.eq(Word(stage)))
            };
            /// Task or issue.
            kind: [one MatterKind as "kind"] @ Bar => |filter, _| {
                filter.kind.map(|kind| Column::Kind.eq(Word(kind)))
            };
            /// The responsible leader.
            leader: [leader] @ Bar => |filter, _| filter.leader.map(|leader| Column::LeaderId.eq(leader));
            /// The lead department.
            department: [lead_department] @ Bar => |filter, _| {
                filter.department.map(|department| Column::LeadDepartmentId.eq(department))
            };
            /// Due on or after this day.
            due_from: [date] @ Bar => |filter, _| filter.due_from.map(due_from);
            /// Due on or before this day.
            due_to: [date] @ Bar => |filter, _| filter.due_to.map(|day| Column::ActiveDueOn.lte(day));
            /// Neither closed nor cancelled.
            open: [flag] @ Own => |filter, _| {
                filter.open.or(filter.open_only()).map(|open| Column::IsOpen.eq(open))
            };
            /// Its clock runs and its date has passed.
            overdue: [flag] @ Chip => |filter, today| {
                filter.overdue.map(|wanted| either(overdue_condition(today), wanted))
            };
            /// At which level it was solved.
            resolution: [one Resolution as "resolution"] @ Chip => |filter, _| {
                filter.resolution.map(|resolution| Column::Resolution.eq(Word(resolution)))
            };
            /// How it ended.
            outcome: [one Outcome as "outcome"] @ Chip => |filter, _| {
                filter.outcome.map(|outcome| Column::Outcome.eq(Word(outcome)))
            };
            /// A department that leads or co-operates.
            party: [department] @ Chip => |filter, _| filter.party.map(|party| scope::taking_part([party]));
            /// How far a co-operating department is with its part: that of `party`, or any; several separated by commas.
            part: [several CoPart as "co_part" like "pending,signed"] @ Chip => |filter, _| filter.part_condition();
            /// The plan it belongs to.
            plan: [plan] @ Chip => |filter, _| filter.plan.map(|plan| Column::PlanId.eq(plan));
            /// The source it comes from.
            source: [id] @ Chip => |filter, _| filter.source.map(|source| Column::SourceId.eq(source));
            /// The ledger file it was imported from.
            import: [id] @ Chip => |filter, _| filter.import.map(|import| Column::ImportId.eq(import));
            /// State of its newest submission to the city, or several separated by commas. For the city: of the newest
            /// that left the county.
            escalation: [several EscalationStatus as "escalation_status" like "submitted,accepted"] @ Chip
                => |filter, today| {
                    let states = Some(&filter.escalation).filter(|states| !states.is_empty());
                    states.map(|states| escalation_condition(states, today))
                };
            /// Whose move it is.
            holder: [one Holder as "holder"] @ Chip => |filter, today| {
                filter.holder.map(|holder| holder_condition(holder, today))
            };
            /// Whether a request for a new date waits for a decision.
            extension_pending: [flag] @ Chip => |filter, _| {
                filter.extension_pending.map(|pending| Column::ExtensionPending.eq(pending))
            };
            /// Whether a progress report is due by today.
            report_due: [flag] @ Chip => |filter, today| {
                filter.report_due.map(|wanted| either(report_due_condition(today), wanted))
            };
            /// Registered on or after this day.
            created_from: [date] @ Chip => |filter, today| {
                filter.created_from.map(|day| Column::CreatedAt.gte(today.day_start_ms(day)))
            };
            /// Registered on or before this day.
            created_to: [date] @ Chip => |filter, today| {
                let after = filter.created_to.map(|day| day.succ_opt().unwrap_or(NaiveDate::MAX));
                after.map(|day| Column::CreatedAt.lt(today.day_start_ms(day)))
            };
            /// Words in title, requirement or number.
            q: [text 100] @ Own => |filter, _| {
                filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty()).map(text_matches)
            };
        }
    };
}

/// What a filter takes, for whoever draws it.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct FilterField {
    /// Its name in a query.
    pub name: &'static str,
    /// `choice`, `choices`, `flag`, `date`, `text`, or what an id belongs to.
    pub kind: &'static str,
    /// Under which the language files name the words of a choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<&'static str>,
    /// The words themselves.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "called")]
    pub choices: Option<fn() -> Vec<&'static str>>,
    /// Where the ledger shows it.
    pub place: Place,
}

/// Where the ledger shows a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// As a field above the list.
    Bar,
    /// As a chip, when the address has it.
    Chip,
    /// In a place that the ledger knows.
    Own,
}

fn called<S: serde::Serializer>(
    choices: &Option<fn() -> Vec<&'static str>>,
    to: S,
) -> Result<S::Ok, S::Error> {
    choices.map(|choices| choices()).serialize(to)
}

/// The condition, or its contrary.
fn either(condition: Condition, wanted: bool) -> Condition {
    if wanted { condition } else { condition.not() }
}

macro_rules! filter {
    ($($(#[$doc:meta])* $name:ident: [$($kind:tt)+] @ $place:ident
        => |$filter:tt, $today:tt| $condition:expr;)*) => {
        /// Which matters are wanted; what is absent does not restrict.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Filter {
            $($(#[$doc])* pub $name: filter!(@type $($kind)+),)*
        }

        /// The filters in the order of the ledger.
        pub const FILTERS: &[FilterField] = &[$(FilterField {
            name: stringify!($name),
            place: Place::$place,
            ..filter!(@field $($kind)+)
        },)*];

        impl Filter {
            /// The filter as a condition, without the scope.
            pub(crate) fn condition(&self, today: &FilterContext) -> Condition {
                Condition::all()
                    $(.add_option({
                        let ($filter, $today) = (self, today);
                        $condition
                    }))*
            }

            /// Puts what is set where the list reads it from.
            pub(super) fn put_into(&self, parameters: &mut Parameters) {
                $(filter!(@put self parameters $name $($kind)+);)*
            }
        }
    };
    (@type several $word:ident as $words:tt like $example:tt) => { Vec<$word> };
    (@type one $word:ident as $words:tt) => { Option<$word> };
    (@type flag) => { Option<bool> };
    (@type date) => { Option<NaiveDate> };
    (@type text $max:tt) => { Option<String> };
    (@type $id:ident) => { Option<Uuid> };
    (@field several $word:ident as $words:tt like $example:tt) => {
        filter!(@words "choices" $word $words)
    };
    (@field one $word:ident as $words:tt) => { filter!(@words "choice" $word $words) };
    (@field text $max:tt) => { filter!(@field text) };
    (@field $kind:ident) => {
        FilterField { name: "", kind: stringify!($kind), words: None, choices: None, place: Place::Own }
    };
    (@words $kind:tt $word:ident $words:tt) => {
        FilterField {
            name: "",
            kind: $kind,
            words: Some($words),
            choices: Some(|| $word::ALL.iter().map(|word| word.as_str()).collect()),
            place: Place::Own,
        }
    };
    (@put $self:ident $parameters:ident $name:ident several $($kind:tt)+) => {
        $parameters.all(stringify!($name), &$self.$name)
    };
    (@put $self:ident $parameters:ident $name:ident $($kind:tt)+) => {
        $parameters.put(stringify!($name), $self.$name.as_ref())
    };
}

each_matter_filter!(filter);

/// Where one filter looks at others.
impl Filter {
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
