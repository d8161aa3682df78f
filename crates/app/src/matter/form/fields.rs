//! The fields of a matter's form, in its order.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use duban_core::text::clean;
use duban_core::word::{MatterKind, ReportCycle, Urgency, WeakLink};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Changes, Choices, FormField, Kind, Limits, NewSource, Section, Spot};
use crate::column::Word;
use crate::input::{Checks, clearable, tidy};
use crate::matter::entity::Model;

form! {
    /// Task or issue; a task has no weak link.
    kind: own [MatterKind = MatterKind::Task] [#[serde(default)] Option<MatterKind>] @ Core;
    /// What it is about.
    title: required line 200 @ Core Own;
    /// What is asked for.
    requirement: expected text 2000 @ Core Own;
    /// The lead department.
    lead_department_id: own [Uuid = Uuid::nil()] [#[serde(default)] Option<Uuid>] @ Core;
    /// The responsible leader.
    leader_id: own [Uuid = Uuid::nil()] [#[serde(default)] Option<Uuid>] @ Core;
    /// Co-operating departments, all of them.
    co_department_ids: own [#[serde(default)] #[schema(max_items = 100)] Vec<Uuid> = Vec::new()]
        [#[serde(default)] #[schema(max_items = 100)] Option<Vec<Uuid>>] @ Core;
    /// The decision or order that it rests on; without one it needs approval before it is issued
    /// (政府督查工作条例 art. 11).
    basis: optional line 1000 @ Core Origin;
    /// The date; either this or `due_in_working_days`, whose place it takes.
    due_on: own [#[serde(default)] Option<NaiveDate> = None] [#[serde(default)] Option<NaiveDate>] @ Core;
    /// Working days from the hand-over, its day not counted; the date is set when the matter is issued.
    due_in_working_days: own [#[serde(default)] #[schema(minimum = 1, maximum = 750)] Option<i32> = None]
        [#[serde(default)] #[schema(minimum = 1, maximum = 750)] Option<i32>] @ Core;
    /// How urgent it is; in a new matter `normal` when absent.
    urgency: choice Urgency as "urgency" or Normal @ More Own;
    /// How often progress is reported; in a new matter `none` when absent.
    report_cycle: choice ReportCycle as "report_cycle" or None @ More Own;
    /// Day of the month for monthly reports.
    report_day: optional number 1 to 31 when report_cycle = "monthly" @ More Own;
    /// For an issue: which weak link it is.
    weak_link_kind: optional choice WeakLink as "weak_link" when kind = "issue" @ More Parties;
    /// The heading it stands under.
    category: optional line 200 @ More Own;
    /// The plan it belongs to; `null` takes it out of its plan.
    plan_id: own [#[serde(default)] Option<Uuid> = None]
        [#[serde(default, deserialize_with = "clearable")] #[schema(value_type = Option<Uuid>)] Option<Option<Uuid>>]
        @ More;
    /// Where it comes from; `null` clears it.
    source: own [#[serde(default)] Option<NewSource> = None]
        [#[serde(default, deserialize_with = "clearable")] #[schema(value_type = Option<NewSource>)]
            Option<Option<NewSource>>] @ More;
    /// Remark of the office.
    remark: optional text 1000 @ More End;
}

impl NewMatter {
    /// A matter with nothing but what every matter has; it still lacks a date.
    pub fn new(kind: MatterKind, title: String, leader_id: Uuid, lead_department_id: Uuid) -> Self {
        Self {
            kind,
            title,
            leader_id,
            lead_department_id,
            ..Self::empty()
        }
    }
}

const NO_LIMITS: Limits = Limits {
    max: None,
    min: None,
    choices: None,
};

const fn plain(name: &'static str, kind: Kind, section: Section, spot: Spot) -> FormField {
    FormField {
        name,
        kind,
        required: false,
        limits: NO_LIMITS,
        when: None,
        section,
        spot,
    }
}

const fn text(
    name: &'static str,
    kind: Kind,
    required: bool,
    max: usize,
    section: Section,
    spot: Spot,
) -> FormField {
    FormField {
        required,
        limits: Limits {
            max: Some(max),
            ..NO_LIMITS
        },
        ..plain(name, kind, section, spot)
    }
}

/// A word as its column holds it.
fn stored<T>(word: T) -> Word<T> {
    Word(word)
}

fn in_range(checks: &mut Checks, field: &str, number: Option<i32>, range: RangeInclusive<i32>) {
    checks.require_with(
        number.is_none_or(|number| range.contains(&number)),
        field,
        "out_of_range",
        format!("{}–{}", range.start(), range.end()),
    );
}
