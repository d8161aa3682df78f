//! What only a demo has: a clock to move, accounts to try, a ledger to begin with.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use duban_app::demo::DemoAccount;
use duban_app::{App, AppError, demo};
use duban_core::region::Zone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::Items;
use crate::extract::Json as Body;
use crate::problem::{ApiResult, Problem};
use crate::state::{ApiState, Demo};

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(clock, move_clock))
        .routes(routes!(accounts))
        .routes(routes!(ledger))
}

/// The demo's clock.
#[derive(Serialize, ToSchema)]
struct DemoClock {
    /// The product's present.
    now: DateTime<Utc>,
    /// The day in China.
    today: NaiveDate,
    /// It stands until it is moved.
    frozen: bool,
}

/// How far to move: either `advance` or `to`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MoveClock {
    /// A duration (ISO 8601), e.g. `P1D` or `PT6H`.
    #[serde(default)]
    #[schema(example = "P1D")]
    advance: Option<String>,
    /// An instant.
    #[serde(default)]
    to: Option<DateTime<Utc>>,
}

/// Tells what the demo's clock says.
#[utoipa::path(get, path = "/demo/clock", operation_id = "demo_clock_get", tag = "demo",
    responses((status = 200, description = "The clock", body = DemoClock)))]
async fn clock(State(app): State<App>) -> Json<DemoClock> {
    Json(reading(&app))
}

/// Moves the demo's clock forward and answers after the worker has swept up to the new time.
#[utoipa::path(post, path = "/demo/clock", operation_id = "demo_clock_move", tag = "demo", request_body = MoveClock,
    responses((status = 200, description = "Moved", body = DemoClock)))]
async fn move_clock(
    State(state): State<ApiState>,
    Body(request): Body<MoveClock>,
) -> ApiResult<Json<DemoClock>> {
    let demo = enabled(&state)?;
    let to = match (request.advance, request.to) {
        (Some(text), None) => {
            let step = duration(&text).ok_or_else(|| AppError::invalid("advance", "invalid_duration"))?;
            state.app.now() + step
        }
        (None, Some(to)) => to,
        (None, None) => return Err(AppError::invalid("advance", "required").into()),
        (Some(_), Some(_)) => return Err(AppError::invalid("to", "either_advance_or_to").into()),
    };
    (demo.move_clock)(to).await?;
    Ok(Json(reading(&state.app)))
}

/// Lists the demo's accounts with their password.
#[utoipa::path(get, path = "/demo/accounts", operation_id = "demo_accounts", tag = "demo",
    responses((status = 200, description = "By region and role", body = Items<DemoAccount>)))]
async fn accounts(State(app): State<App>) -> ApiResult<Json<Items<DemoAccount>>> {
    Ok(Json(Items {
        items: demo::accounts(&app).await?,
    }))
}

/// Gives the ledger file that the story begins with.
#[utoipa::path(get, path = "/demo/ledger", operation_id = "demo_ledger", tag = "demo",
    responses((status = 200, description = "The file", body = String,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
async fn ledger(State(state): State<ApiState>) -> ApiResult<impl IntoResponse> {
    let demo = enabled(&state)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned();
    let disposition = format!("attachment; filename=\"{}\"", demo.ledger_name);
    Ok((
        [(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition)],
        demo.ledger,
    ))
}

fn enabled(state: &ApiState) -> ApiResult<&Demo> {
    state.demo.as_ref().ok_or_else(Problem::not_found)
}

fn reading(app: &App) -> DemoClock {
    let now = app.now();
    DemoClock {
        now,
        today: Zone::SHANGHAI.local_date(now),
        frozen: true,
    }
}

/// Weeks, days, hours and minutes of ISO 8601, at most ten years.
fn duration(text: &str) -> Option<Duration> {
    let mut rest = text.strip_prefix('P')?;
    let (mut total, mut in_time, mut parts) = (Duration::zero(), false, 0);
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T').filter(|_| !in_time) {
            (in_time, rest) = (true, time);
            continue;
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let count: i64 = rest[..digits].parse().ok().filter(|count| *count <= 100_000)?;
        let unit = rest[digits..].chars().next()?;
        total += match (unit, in_time) {
            ('W', false) => Duration::weeks(count),
            ('D', false) => Duration::days(count),
            ('H', true) => Duration::hours(count),
            ('M', true) => Duration::minutes(count),
            _ => return None,
        };
        rest = &rest[digits + 1..];
        parts += 1;
    }
    (parts > 0 && !text.ends_with('T') && total <= Duration::days(3_660)).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read() {
        let cases = [
            ("P1D", Some(Duration::days(1))),
            ("P2W", Some(Duration::weeks(2))),
            ("PT6H", Some(Duration::hours(6))),
            ("P1DT2H30M", Some(Duration::minutes(26 * 60 + 30))),
            ("P", None),
            ("PT", None),
            ("1D", None),
            ("P1M", None),
            ("PT1D", None),
            ("P-1D", None),
            ("P99999D", None),
            ("P1天", None),
        ];
        for (text, expected) in cases {
            assert_eq!(duration(text), expected, "{text}");
        }
    }
}
