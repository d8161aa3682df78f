//! The signed-in person.

use axum::Json;
use axum::extract::State;
use duban_app::user::view::Me;
use duban_app::{App, user};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::Caller;
use crate::problem::ApiResult;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(get))
}

/// Tells who is signed in and which pages the person has.
#[utoipa::path(get, path = "/me", operation_id = "me_get", tag = "session",
    responses((status = 200, description = "The person", body = Me)))]
async fn get(State(app): State<App>, caller: Caller) -> ApiResult<Json<Me>> {
    Ok(Json(user::query::me(&app, &caller.ctx).await?))
}
