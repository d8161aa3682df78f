//! Signing in and out. The access token goes into the body, the refresh token into a cookie that
//! no script can read and no other site can send.

use axum::Json;
use axum::extract::State;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use chrono::{DateTime, Utc};
use duban_app::session::command::{Login, SignedIn};
use duban_app::session::query::SessionView;
use duban_app::user::input::ChangePassword;
use duban_app::user::view::Me;
use duban_app::{App, AppError, Ctx, session, user};
use duban_core::id::SessionId;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::Items;
use crate::extract::{Caller, Json as Body, Path};
use crate::origin::RequestOrigin;
use crate::problem::{ApiResult, Problem};
use crate::state::ApiState;
use crate::token;

const REFRESH: &str = "duban_refresh";
const DEVICE: &str = "duban_device";

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(login))
        .routes(routes!(refresh))
        .routes(routes!(logout))
        .routes(routes!(sessions))
        .routes(routes!(revoke))
        .routes(routes!(change_password))
}

/// Seconds that a device is known after a sign-in.
const DEVICE_LIFE: i64 = session::device::KNOWN_FOR_DAYS as i64 * 86_400;

/// A session that has begun or was renewed.
#[derive(Serialize, ToSchema)]
struct Access {
    /// Goes into `Authorization: Bearer …`.
    access_token: String,
    /// Always `Bearer`.
    #[schema(value_type = String)]
    token_type: &'static str,
    /// Seconds that the access token lives.
    expires_in: i64,
    /// Who signed in.
    me: Me,
}

/// Signs in. Five failures in a row lock the account for 15 minutes, for the address that they came from; a device that
/// the account has signed in on before is counted by itself.
#[utoipa::path(post, path = "/auth/login", operation_id = "session_login", tag = "session", request_body = Login,
    responses((status = 200, description = "Signed in; the cookie `duban_refresh` renews the session, `duban_device` makes the device known", body = Access)))]
async fn login(
    State(state): State<ApiState>,
    origin: RequestOrigin,
    headers: HeaderMap,
    Body(login): Body<Login>,
) -> ApiResult<impl IntoResponse> {
    let from = session::command::ClientInfo {
        address: Some(origin.address.clone()).filter(|address| !address.is_empty()),
        user_agent: origin.user_agent.clone(),
        device: cookie(&headers, DEVICE),
    };
    let signed_in = session::command::login(&state.app, login, from).await?;
    access(&state, &origin, signed_in).await
}

/// Renews the session with the cookie of the last answer.
#[utoipa::path(post, path = "/auth/refresh", operation_id = "session_refresh", tag = "session",
    responses((status = 200, description = "Renewed, with a new cookie", body = Access)))]
async fn refresh(
    State(state): State<ApiState>,
    origin: RequestOrigin,
    headers: HeaderMap,
) -> ApiResult<impl IntoResponse> {
    let token = cookie(&headers, REFRESH).ok_or_else(Problem::unauthenticated)?;
    let signed_in = session::command::refresh(&state.app, &token).await?;
    access(&state, &origin, signed_in).await
}

/// Signs out: the session of the cookie, and that of the access token where one is sent, cannot be renewed
/// any more. An access token that has run out is no obstacle.
#[utoipa::path(post, path = "/auth/logout", operation_id = "session_logout", tag = "session",
    responses((status = 204, description = "Signed out")))]
async fn logout(
    State(app): State<App>,
    caller: Result<Caller, Problem>,
    origin: RequestOrigin,
    headers: HeaderMap,
) -> ApiResult<impl IntoResponse> {
    if let Some(token) = cookie(&headers, REFRESH) {
        session::command::logout_by_refresh(&app, &token).await?;
    }
    if let Ok(caller) = caller {
        match session::command::logout(&app, &caller.ctx, caller.session).await {
            // It was the cookie's.
            Ok(()) | Err(AppError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let gone = set_cookie(REFRESH, "", 0, origin.https);
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, gone)])))
}

/// Lists the caller's own sessions.
#[utoipa::path(get, path = "/auth/sessions", operation_id = "session_list", tag = "session",
    responses((status = 200, description = "All sessions that have not ended", body = Items<SessionView>)))]
async fn sessions(State(app): State<App>, caller: Caller) -> ApiResult<Json<Items<SessionView>>> {
    let items = session::query::list(&app, &caller.ctx, caller.session).await?;
    Ok(Json(Items { items }))
}

/// Ends one of the caller's own sessions.
#[utoipa::path(delete, path = "/auth/sessions/{id}", operation_id = "session_revoke", tag = "session",
    params(("id" = SessionId, Path, description = "The session")),
    responses((status = 204, description = "Ended")))]
async fn revoke(State(app): State<App>, caller: Caller, Path(id): Path<SessionId>) -> ApiResult<StatusCode> {
    session::command::revoke(&app, &caller.ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes the caller's own password and ends the other sessions.
#[utoipa::path(post, path = "/auth/password", operation_id = "password_change", tag = "session",
    request_body = ChangePassword, responses((status = 204, description = "Changed")))]
async fn change_password(
    State(app): State<App>,
    caller: Caller,
    Body(change): Body<ChangePassword>,
) -> ApiResult<StatusCode> {
    user::command::change_own_password(&app, &caller.ctx, caller.session, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn access(
    state: &ApiState,
    origin: &RequestOrigin,
    signed_in: SignedIn,
) -> ApiResult<impl IntoResponse + use<>> {
    let app = &state.app;
    let now = app.wall_now();
    let actor = session::query::actor(app, signed_in.user, signed_in.session).await?;
    let me = user::query::me(
        app,
        &Ctx {
            actor,
            request_id: None,
        },
    )
    .await?;
    let access_token = state
        .tokens
        .make(signed_in.user, signed_in.session, now)
        .ok_or_else(|| AppError::Internal("no access token could be made".to_owned()))?;
    let lives = seconds(signed_in.refresh_expires_at, now);
    let refresh = set_cookie(REFRESH, &signed_in.refresh_token, lives, origin.https);
    let device = signed_in
        .device
        .map(|device| set_cookie(DEVICE, &device, DEVICE_LIFE, origin.https));
    let cookies = [Some(refresh), device].into_iter().flatten();
    let cookies: Vec<_> = cookies.map(|cookie| (SET_COOKIE, cookie)).collect();
    let body = Access {
        access_token,
        token_type: "Bearer",
        expires_in: token::LIFE.num_seconds(),
        me,
    };
    Ok((AppendHeaders(cookies), Json(body)))
}

fn seconds(until: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    (until - now).num_seconds().max(0)
}

fn set_cookie(name: &str, value: &str, seconds: i64, https: bool) -> String {
    let secure = if https { "; Secure" } else { "" };
    format!("{name}={value}; Path=/api/v1/auth; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}")
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let pairs = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|pairs| pairs.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_refresh_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let plain = set_cookie(REFRESH, "t", 60, false);
        assert_eq!(
            plain,
            "duban_refresh=t; Path=/api/v1/auth; Max-Age=60; HttpOnly; SameSite=Strict"
        );
        assert!(set_cookie(DEVICE, "t", 60, true).ends_with("; Secure"));
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        for (header, found) in [
            ("a=1; duban_refresh=xyz; b=2", Some("xyz")),
            ("duban_refresh=x=y", Some("x=y")),
            ("duban_refreshed=1", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, HeaderValue::from_static(header));
            assert_eq!(cookie(&headers, REFRESH).as_deref(), found, "{header}");
        }
    }
}
