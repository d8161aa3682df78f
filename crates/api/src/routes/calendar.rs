//! The working calendar.

use axum::Json;
use axum::extract::State;
use duban_app::calendar::CalendarYear;
use duban_app::{App, calendar};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Caller, Path};
use crate::problem::ApiResult;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(get))
}

/// Tells what each day of a year is: workday, weekend, holiday or make-up day.
#[utoipa::path(get, path = "/calendar/{year}", operation_id = "calendar_get", tag = "calendar",
    params(("year" = i32, Path, description = "The year")),
    responses((status = 200, description = "Day by day", body = CalendarYear)))]
async fn get(State(app): State<App>, caller: Caller, Path(year): Path<i32>) -> ApiResult<Json<CalendarYear>> {
    Ok(Json(calendar::year(&app, &caller.ctx, year).await?))
}
