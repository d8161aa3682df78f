//! Accounts, for the system administrator.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use duban_app::paging::Page;
use duban_app::user::input::{NewUser, PatchUser};
use duban_app::user::view::UserView;
use duban_app::{App, user};
use duban_core::id::UserId;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::PageQuery;
use crate::extract::{Caller, Json as Body, Path, Query};
use crate::problem::ApiResult;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(patch))
        .routes(routes!(set_password))
        .routes(routes!(unlock))
}

/// A password to be set for somebody else.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SetPassword {
    /// At least 10 characters of three kinds; to be changed at the next sign-in.
    #[schema(min_length = 10, max_length = 128, format = Password)]
    password: String,
}

/// Lists the region's accounts.
#[utoipa::path(get, path = "/users", operation_id = "user_list", tag = "user", params(PageQuery),
    responses((status = 200, description = "One page", body = Page<UserView>)))]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<UserView>>> {
    Ok(Json(user::query::list(&app, &caller.ctx, &page.into()).await?))
}

/// Makes an account.
#[utoipa::path(post, path = "/users", operation_id = "user_create", tag = "user", request_body = NewUser,
    responses((status = 201, description = "Made", body = UserView)))]
async fn create(
    State(app): State<App>,
    caller: Caller,
    Body(new): Body<NewUser>,
) -> ApiResult<(StatusCode, Json<UserView>)> {
    let created = user::command::create(&app, &caller.ctx, new).await?;
    Ok((StatusCode::CREATED, Json(created)))
}

/// Changes an account; what is absent stays.
#[utoipa::path(patch, path = "/users/{id}", operation_id = "user_patch", tag = "user", request_body = PatchUser,
    params(("id" = UserId, Path, description = "The account")),
    responses((status = 200, description = "Changed", body = UserView)))]
async fn patch(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    Body(patch): Body<PatchUser>,
) -> ApiResult<Json<UserView>> {
    Ok(Json(user::command::patch(&app, &caller.ctx, id, patch).await?))
}

/// Sets a new password, opens the account's lock and ends its sessions.
#[utoipa::path(post, path = "/users/{id}/password", operation_id = "user_set_password", tag = "user",
    request_body = SetPassword, params(("id" = UserId, Path, description = "The account")),
    responses((status = 204, description = "Set")))]
async fn set_password(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    Body(new): Body<SetPassword>,
) -> ApiResult<StatusCode> {
    user::command::set_password(&app, &caller.ctx, id, &new.password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Opens the locks that failed sign-ins have put on an account; its password stays.
#[utoipa::path(post, path = "/users/{id}/unlock", operation_id = "user_unlock", tag = "user",
    params(("id" = UserId, Path, description = "The account")),
    responses((status = 204, description = "Open, whether it was locked or not")))]
async fn unlock(State(app): State<App>, caller: Caller, Path(id): Path<UserId>) -> ApiResult<StatusCode> {
    user::command::unlock(&app, &caller.ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
