//! What the region has set for itself.

use axum::Json;
use axum::extract::State;
use axum::http::header::ETAG;
use axum::response::{IntoResponse, Response};
use duban_app::App;
use duban_app::region::settings::{self, Versioned};
use duban_core::region::Settings;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Caller, Json as Body, Version};
use crate::problem::ApiResult;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(get, update))
}

/// Shows the region's numbers and its alert ladder.
#[utoipa::path(get, path = "/settings", operation_id = "settings_get", tag = "settings",
    responses((status = 200, description = "The settings", body = Settings,
        headers(("ETag" = String, description = "Their version, for `If-Match`")))))]
async fn get(State(app): State<App>, caller: Caller) -> ApiResult<Response> {
    Ok(answer(settings::get(&app, &caller.ctx).await?))
}

/// Replaces the region's numbers and its alert ladder.
#[utoipa::path(put, path = "/settings", operation_id = "settings_update", tag = "settings", request_body = Settings,
    params(("If-Match" = String, Header, description = "The version that the change was made on", example = "\"3\"")),
    responses((status = 200, description = "Replaced", body = Settings,
        headers(("ETag" = String, description = "Their new version")))))]
async fn update(
    State(app): State<App>,
    caller: Caller,
    Version(version): Version,
    Body(new): Body<Settings>,
) -> ApiResult<Response> {
    Ok(answer(settings::update(&app, &caller.ctx, version, new).await?))
}

fn answer(found: Versioned) -> Response {
    let tag = [(ETAG, format!("\"{}\"", found.version))];
    (tag, Json(found.settings)).into_response()
}
