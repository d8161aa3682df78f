//! Plans and their targets.

use axum::Json;
use axum::extract::State;
use duban_app::plan::PlanView;
use duban_app::{App, plan};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::Items;
use crate::extract::Caller;
use crate::problem::ApiResult;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Lists the region's plans with their indicator targets.
#[utoipa::path(get, path = "/plans", operation_id = "plan_list", tag = "plan",
    responses((status = 200, description = "Newest first", body = Items<PlanView>)))]
async fn list(State(app): State<App>, caller: Caller) -> ApiResult<Json<Items<PlanView>>> {
    let items = plan::query::list(&app, &caller.ctx).await?;
    Ok(Json(Items { items }))
}
