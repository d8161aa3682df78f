//! What the region has set for itself.

use axum::Json;
use axum::extract::State;
use duban_app::{App, region};
use duban_core::region::Settings;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Caller, Json as Body};
use crate::problem::Answer;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(get, update))
}

/// Shows the region's numbers and its alert ladder.
#[utoipa::path(get, path = "/settings", operation_id = "settings_get", tag = "settings",
    responses((status = 200, description = "The settings", body = Settings)))]
async fn get(State(app): State<App>, caller: Caller) -> Answer<Json<Settings>> {
    Ok(Json(region::command::settings(&app, &caller.ctx).await?))
}

/// Replaces the region's numbers and its alert ladder.
#[utoipa::path(put, path = "/settings", operation_id = "settings_update", tag = "settings", request_body = Settings,
    responses((status = 200, description = "Replaced", body = Settings)))]
async fn update(
    State(app): State<App>,
    caller: Caller,
    Body(settings): Body<Settings>,
) -> Answer<Json<Settings>> {
    Ok(Json(
        region::command::update_settings(&app, &caller.ctx, settings).await?,
    ))
}
