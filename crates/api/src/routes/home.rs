//! What waits for the caller.

use axum::Json;
use axum::extract::State;
use duban_app::home::Home;
use duban_app::{App, home};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::Caller;
use crate::problem::ApiResult;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(get))
}

/// Counts what waits for the caller; each card names the list behind it.
#[utoipa::path(get, path = "/home", operation_id = "home_get", tag = "home",
    responses((status = 200, description = "The cards", body = Home)))]
async fn get(State(app): State<App>, caller: Caller) -> ApiResult<Json<Home>> {
    Ok(Json(home::cards(&app, &caller.ctx).await?))
}
