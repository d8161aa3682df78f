//! Units and leaders to choose from.

use axum::Json;
use axum::extract::State;
use duban_app::department::DepartmentView;
use duban_app::user::view::Leader;
use duban_app::{App, department, user};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::Items;
use crate::extract::Caller;
use crate::problem::ApiResult;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(departments))
        .routes(routes!(leaders))
}

/// Lists the region's units, and the city's departments for submissions.
#[utoipa::path(get, path = "/departments", operation_id = "department_list", tag = "directory",
    responses((status = 200, description = "In the office's order", body = Items<DepartmentView>)))]
async fn departments(State(app): State<App>, caller: Caller) -> ApiResult<Json<Items<DepartmentView>>> {
    let items = department::query::list(&app, &caller.ctx).await?;
    Ok(Json(Items { items }))
}

/// Lists the region's leaders with their portfolios.
#[utoipa::path(get, path = "/leaders", operation_id = "leader_list", tag = "directory",
    responses((status = 200, description = "In the office's order", body = Items<Leader>)))]
async fn leaders(State(app): State<App>, caller: Caller) -> ApiResult<Json<Items<Leader>>> {
    let items = user::query::leaders(&app, &caller.ctx).await?;
    Ok(Json(Items { items }))
}
