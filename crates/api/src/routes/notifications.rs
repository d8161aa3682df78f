//! One's own inbox.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use duban_app::notification::query::Filter;
use duban_app::notification::view::{NotificationView, Unread};
use duban_app::paging::Page;
use duban_app::{App, notification};
use duban_core::id::NotificationId;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::page;
use crate::extract::{Caller, Path, Query};
use crate::problem::ApiResult;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(count))
        .routes(routes!(read))
        .routes(routes!(read_all))
}

/// Which lines are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only those that wait to be read.
    unread: Option<bool>,
    /// Rows, 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Lists the caller's notifications, newest first.
#[utoipa::path(get, path = "/notifications", operation_id = "notification_list", tag = "notification", params(ListQuery),
    responses((status = 200, description = "One page", body = Page<NotificationView>)))]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<NotificationView>>> {
    let filter = Filter {
        unread: query.unread == Some(true),
    };
    let page = page(query.limit, query.cursor);
    Ok(Json(
        notification::query::list(&app, &caller.ctx, filter, &page).await?,
    ))
}

/// Counts the caller's unread notifications.
#[utoipa::path(get, path = "/notifications/count", operation_id = "notification_count", tag = "notification",
    responses((status = 200, description = "The number", body = Unread)))]
async fn count(State(app): State<App>, caller: Caller) -> ApiResult<Json<Unread>> {
    let unread = notification::query::count_unread(&app, &caller.ctx).await?;
    Ok(Json(Unread { unread }))
}

/// Marks one notification as read.
#[utoipa::path(post, path = "/notifications/{id}/read", operation_id = "notification_read", tag = "notification",
    params(("id" = NotificationId, Path, description = "The notification")),
    responses((status = 204, description = "Read")))]
async fn read(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<NotificationId>,
) -> ApiResult<StatusCode> {
    notification::command::read(&app, &caller.ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Marks all of the caller's notifications as read.
#[utoipa::path(post, path = "/notifications/read-all", operation_id = "notification_read_all", tag = "notification",
    responses((status = 204, description = "Read")))]
async fn read_all(State(app): State<App>, caller: Caller) -> ApiResult<StatusCode> {
    notification::command::read_all(&app, &caller.ctx).await?;
    Ok(StatusCode::NO_CONTENT)
}
