//! The filters that list and count of matters share.

use std::str::FromStr;

use chrono::NaiveDate;
use duban_app::input::Checks;
use duban_app::matter::query::{Filter, Sort};
use duban_app::{AppError, AppResult, each_matter_filter};
use duban_core::word::{
    CoPart, EscalationStatus, Holder, Light, MatterKind, Outcome, Resolution, Stage, Status, UnknownWord,
};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// The filters of [`Filter`] as parameters of a query.
macro_rules! queries {
    ($($(#[$doc:meta])* $name:ident: [$($kind:tt)+] @ $place:ident
        => |$filter:tt, $today:tt| $condition:expr;)*) => {
        queries! { @fields
            /// What is counted.
            CountQuery []
            $({ $(#[$doc])* $name [$($kind)+] })*
        }
        queries! { @fields
            /// What is listed, in which order, which page.
            ListQuery [
                /// `due_on` (when absent), `-due_on`, `created_at`, `-created_at` or `number`.
                sort: Option<String>,
                /// Rows, 50 when absent.
                #[param(minimum = 1, maximum = 200)]
                limit: Option<u64>,
                /// `next_cursor` of the page before.
                cursor: Option<String>,
            ]
            $({ $(#[$doc])* $name [$($kind)+] })*
        }
        queries! { @filter CountQuery $({ $name [$($kind)+] })* }
        queries! { @filter ListQuery $({ $name [$($kind)+] })* }
    };

    (@fields $(#[$about:meta])* $query:ident [$($field:tt)*]) => {
        $(#[$about])*
        #[derive(Debug, Deserialize, IntoParams)]
        #[serde(deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub(super) struct $query {
            $($field)*
        }
    };
    (@fields $(#[$about:meta])* $query:ident [$($field:tt)*]
        { $(#[$doc:meta])* $name:ident [several $word:ident as $words:tt like $example:tt] } $($rest:tt)*) => {
        queries! { @fields $(#[$about])* $query
            [$($field)* $(#[$doc])* #[param(example = $example)] $name: Option<String>,] $($rest)* }
    };
    (@fields $(#[$about:meta])* $query:ident [$($field:tt)*]
        { $(#[$doc:meta])* $name:ident [one $word:ident as $words:tt] } $($rest:tt)*) => {
        queries! { @fields $(#[$about])* $query [$($field)* $(#[$doc])* $name: Option<$word>,] $($rest)* }
    };
    (@fields $(#[$about:meta])* $query:ident [$($field:tt)*]
        { $(#[$doc:meta])* $name:ident [text $max:tt] } $($rest:tt)*) => {
        queries! { @fields $(#[$about])* $query
            [$($field)* $(#[$doc])* #[param(max_length = $max)] $name: Option<String>,] $($rest)* }
    };
    (@fields $(#[$about:meta])* $query:ident [$($field:tt)*]
        { $(#[$doc:meta])* $name:ident [flag] } $($rest:tt)*) => {
        queries! { @fields $(#[$about])* $query [$($field)* $(#[$doc])* $name: Option<bool>,] $($rest)* }
    };
    (@fields $(#[$about:meta])* $query:ident [$($field:tt)*]
        { $(#[$doc:meta])* $name:ident [date] } $($rest:tt)*) => {
        queries! { @fields $(#[$about])* $query [$($field)* $(#[$doc])* $name: Option<NaiveDate>,] $($rest)* }
    };
    (@fields $(#[$about:meta])* $query:ident [$($field:tt)*]
        { $(#[$doc:meta])* $name:ident [$id:ident] } $($rest:tt)*) => {
        queries! { @fields $(#[$about])* $query [$($field)* $(#[$doc])* $name: Option<Uuid>,] $($rest)* }
    };

    (@filter $query:ident $({ $name:ident [$($kind:tt)+] })*) => {
        impl $query {
            /// The filter as the use cases take it.
            pub(super) fn filter(&self) -> AppResult<Filter> {
                let mut checks = Checks::default();
                $(queries!(@check self checks $name $($kind)+);)*
                checks.finish()?;
                Ok(Filter {
                    $($name: queries!(@read self $name $($kind)+),)*
                })
            }
        }
    };
    (@check $self:ident $checks:ident $name:ident date) => { $checks.date(stringify!($name), $self.$name) };
    (@check $self:ident $checks:ident $name:ident $($kind:tt)+) => {};
    (@read $self:ident $name:ident several $word:ident $($more:tt)+) => {
        words::<$word>(stringify!($name), $self.$name.as_deref())?
    };
    (@read $self:ident $name:ident text $max:tt) => {
        short(stringify!($name), $self.$name.as_deref(), $max)?
    };
    (@read $self:ident $name:ident $($kind:tt)+) => { $self.$name };
}

each_matter_filter!(queries);

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

fn short(field: &str, text: Option<&str>, max: usize) -> AppResult<Option<String>> {
    match text {
        Some(text) if text.chars().count() > max => Err(AppError::invalid_with(field, "too_long", max)),
        text => Ok(text.map(str::to_owned)),
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
