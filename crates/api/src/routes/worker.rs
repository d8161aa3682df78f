//! How the worker is doing.

use axum::Json;
use axum::extract::State;
use duban_app::outbox::WorkerHealth;
use duban_app::{App, outbox};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::Caller;
use crate::problem::ApiResult;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(get))
}

/// Tells when the worker swept last and what waits to be delivered.
#[utoipa::path(get, path = "/worker", operation_id = "worker_get", tag = "worker",
    responses((status = 200, description = "Its state", body = WorkerHealth)))]
async fn get(State(app): State<App>, caller: Caller) -> ApiResult<Json<WorkerHealth>> {
    Ok(Json(outbox::health_for(&app, &caller.ctx).await?))
}
