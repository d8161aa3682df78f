//! Who is behind a token, and where else that person is signed in.

use chrono::{DateTime, Utc};
use duban_core::actor::Actor;
use duban_core::id::{SessionId, UserId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity;
use crate::error::{AppError, AppResult};
use crate::words::instant;
use crate::{App, Ctx, user};

/// One signed-in browser as its owner sees it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SessionView {
    /// Its id.
    pub id: SessionId,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last renewed.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends if it is not used.
    pub expires_at: DateTime<Utc>,
    /// What the browser calls itself.
    pub user_agent: Option<String>,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The caller's open sessions, the one used last first.
pub async fn list(app: &App, ctx: &Ctx, current: SessionId) -> AppResult<Vec<SessionView>> {
    let now = app.wall_now().timestamp_millis();
    let rows = entity::Entity::find()
        .filter(entity::Column::UserId.eq(ctx.actor.user.0))
        .filter(entity::Column::RevokedAt.is_null())
        .filter(entity::Column::ExpiresAt.gt(now))
        .order_by_desc(entity::Column::LastSeenAt)
        .order_by_desc(entity::Column::Id)
        .all(app.store().read())
        .await?;
    let view = |row: entity::Model| SessionView {
        id: row.id.into(),
        created_at: instant(row.created_at),
        last_seen_at: instant(row.last_seen_at),
        expires_at: instant(row.expires_at),
        user_agent: row.user_agent,
        current: row.id == current.0,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// The person behind a token, if the session is still open and the account may be used. Another
/// process's revocation is seen within two seconds, this one's at once.
pub async fn actor(app: &App, user: UserId, session: SessionId) -> AppResult<Actor> {
    let now = app.wall_now();
    if let Err(generation) = app.session_cache().find(session, user, now) {
        let row = entity::Entity::find_by_id(session.0)
            .one(app.store().read())
            .await?;
        let open = row.is_some_and(|row| {
            row.user_id == user.0 && row.revoked_at.is_none() && instant(row.expires_at) > now
        });
        if !open {
            return Err(AppError::Unauthenticated);
        }
        app.session_cache().seen(generation, session, user, now);
    }
    app.directory()
        .await?
        .actor(user)
        .ok_or(AppError::Unauthenticated)
}

/// Whether the person must choose a new password before anything else.
pub async fn must_change_password(app: &App, user: UserId) -> AppResult<bool> {
    let directory = app.directory().await?;
    if !directory
        .person(user)
        .is_some_and(|person| person.must_change_password)
    {
        return Ok(false);
    }
    // Another process may have stored the new one a moment ago; nobody is held up for having done it.
    let row: Option<bool> = user::entity::Entity::find_by_id(user.0)
        .select_only()
        .column(user::entity::Column::MustChangePassword)
        .into_tuple()
        .one(app.store().read())
        .await?;
    Ok(row.unwrap_or_default())
}
