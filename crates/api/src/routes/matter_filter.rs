//! The filters that list and count of matters share.

use std::str::FromStr;

use chrono::NaiveDate;
use duban_app::input::Checks;
use duban_app::matter::query::{Filter, Sort};
use duban_app::{AppError, AppResult};
use duban_core::word::{
    CoPart, EscalationStatus, Holder, Light, MatterKind, Outcome, Resolution, Stage, Status, UnknownWord,
};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

macro_rules! filters {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize, IntoParams)]
        #[serde(deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub(super) struct $name {
            $($(#[$fdoc])* $field: $ty,)*
            /// Task or issue.
            kind: Option<MatterKind>,
            /// One status or several, separated by commas.
            #[param(example = "issued,in_progress")]
            status: Option<String>,
            /// Neither closed nor cancelled.
            open: Option<bool>,
            /// The light as of today.
            light: Option<Light>,
            /// Its clock runs and its date has passed.
            overdue: Option<bool>,
            /// Who is responsible now.
            stage: Option<Stage>,
            /// At which level it was solved.
            resolution: Option<Resolution>,
            /// How it ended.
            outcome: Option<Outcome>,
            /// The responsible leader.
            leader: Option<Uuid>,
            /// The lead department.
            department: Option<Uuid>,
            /// A department that leads or co-operates.
            party: Option<Uuid>,
            /// How far a co-operating department is with its part: that of `party`, or any; several separated by commas.
            #[param(example = "pending,signed")]
            part: Option<String>,
            /// The plan it belongs to.
            plan: Option<Uuid>,
            /// The source it comes from.
            source: Option<Uuid>,
            /// The ledger file it was imported from.
            import: Option<Uuid>,
            /// State of its newest submission to the city, or several separated by commas.
            #[param(example = "submitted,accepted")]
            escalation: Option<String>,
            /// Due on or after this day.
            due_from: Option<NaiveDate>,
            /// Due on or before this day.
            due_to: Option<NaiveDate>,
            /// Registered on or after this day.
            created_from: Option<NaiveDate>,
            /// Registered on or before this day.
            created_to: Option<NaiveDate>,
            /// Words in title, requirement or number.
            #[param(max_length = 100)]
            q: Option<String>,
            /// Whose move it is.
            holder: Option<Holder>,
            /// Whether a request for a new date waits for a decision.
            extension_pending: Option<bool>,
            /// Whether a progress report is due by today.
            report_due: Option<bool>,
        }

        impl $name {
            /// The filter as the use cases take it.
            pub(super) fn filter(&self) -> AppResult<Filter> {
                Checks::default()
                    .date("due_from", self.due_from)
                    .date("due_to", self.due_to)
                    .date("created_from", self.created_from)
                    .date("created_to", self.created_to)
                    .finish()?;
                Ok(Filter {
                    kind: self.kind,
                    status: words::<Status>("status", self.status.as_deref())?,
                    open: self.open,
                    light: self.light,
                    overdue: self.overdue,
                    stage: self.stage,
                    resolution: self.resolution,
                    outcome: self.outcome,
                    leader: self.leader,
                    department: self.department,
                    party: self.party,
                    part: words::<CoPart>("part", self.part.as_deref())?,
                    plan: self.plan,
                    source: self.source,
                    import: self.import,
                    escalation: words::<EscalationStatus>("escalation", self.escalation.as_deref())?,
                    due_from: self.due_from,
                    due_to: self.due_to,
                    created_from: self.created_from,
                    created_to: self.created_to,
                    q: short(self.q.as_deref())?,
                    holder: self.holder,
                    extension_pending: self.extension_pending,
                    report_due: self.report_due,
                })
            }
        }
    )*};
}

filters! {
    /// What is counted.
    CountQuery {}
    /// What is listed, in which order, which page.
    ListQuery {
        /// `due_on` (when absent), `-due_on`, `created_at`, `-created_at` or `number`.
        sort: Option<String>,
        /// Rows, 50 when absent.
        #[param(minimum = 1, maximum = 200)]
        limit: Option<u64>,
        /// `next_cursor` of the page before.
        cursor: Option<String>,
    }
}

impl ListQuery {
    pub(super) fn sort(&self) -> AppResult<Sort> {
        self.sort.as_deref().map_or(Ok(Sort::default()), str::parse)
    }

    pub(super) fn page(self) -> duban_app::paging::PageRequest {
        crate::answer::page(self.limit, self.cursor)
    }
}

/// Words separated by commas.
pub(super) fn words<T: FromStr<Err = UnknownWord>>(field: &str, text: Option<&str>) -> AppResult<Vec<T>> {
    let parts = text
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts
        .map(|part| {
            part.parse()
                .map_err(|_| AppError::invalid(field, "unknown_value"))
        })
        .collect()
}

fn short(q: Option<&str>) -> AppResult<Option<String>> {
    match q {
        Some(q) if q.chars().count() > 100 => Err(AppError::invalid_with("q", "too_long", 100)),
        q => Ok(q.map(str::to_owned)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::read_query;

    #[test]
    fn every_filter_is_read() {
        let list: ListQuery =
            read_query("status=issued,in_progress&light=red&q=%E5%85%89%E4%BC%8F&sort=-due_on&limit=5&escalation=proposed")
                .expect("a query");
        let filter = list.filter().expect("a filter");
        assert_eq!(filter.status, [Status::Issued, Status::InProgress]);
        assert_eq!(filter.escalation, [EscalationStatus::Proposed]);
        assert_eq!(
            (filter.light, filter.q.as_deref()),
            (Some(Light::Red), Some("光伏"))
        );
        assert_eq!(list.sort().expect("a sort"), Sort::DueDesc);
        assert_eq!(list.page().limit, Some(5));
    }

    /// What a counter or a card counts with is what the list makes of its query.
    #[test]
    fn a_filter_round_trips_through_its_parameters() {
        let id = Some(Uuid::from_u128(7));
        let day = "2023-02-01".parse().ok();
        let filter = Filter {
            kind: Some(MatterKind::Issue),
            status: vec![Status::Issued, Status::InProgress],
            open: Some(true),
            light: Some(Light::Red),
            overdue: Some(false),
            stage: Some(Stage::City),
            resolution: Some(Resolution::OnSite),
            outcome: Some(Outcome::Achieved),
            leader: id,
            department: id,
            party: id,
            part: vec![CoPart::Pending, CoPart::Signed],
            plan: id,
            source: id,
            import: id,
            escalation: vec![EscalationStatus::Proposed, EscalationStatus::Endorsed],
            due_from: day,
            due_to: day,
            created_from: day,
            created_to: day,
            q: Some("光伏 100%".to_owned()),
            holder: Some(Holder::Leader),
            extension_pending: Some(true),
            report_due: Some(false),
        };
        let text = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(filter.parameters())
            .finish();
        let query: CountQuery = read_query(&text).expect("a query");
        assert_eq!(query.filter().expect("a filter"), filter);
    }

    #[test]
    fn dates_lie_in_the_years_that_the_product_works_with() {
        for field in ["due_from", "due_to", "created_from", "created_to"] {
            for date in ["1999-12-31", "2100-01-01", "%2B262142-12-31", "-262143-01-01"] {
                let query: CountQuery = read_query(&format!("{field}={date}")).expect("well formed");
                assert!(query.filter().is_err(), "{field}={date}");
            }
            let query: CountQuery = read_query(&format!("{field}=2023-02-01")).expect("well formed");
            assert!(query.filter().is_ok(), "{field}");
        }
    }

    #[test]
    fn bad_words_are_refused() {
        let bad = [
            "status=issued,lost",
            "escalation=gone",
            &format!("q={}", "x".repeat(101)),
        ];
        for text in bad {
            let query: CountQuery = read_query(text).expect("well formed");
            assert!(query.filter().is_err(), "{text}");
        }
        for text in ["sort=due_on", "limit=1", "cursor=x"] {
            assert!(read_query::<CountQuery>(text).is_err(), "a count has no {text}");
        }
    }
}
