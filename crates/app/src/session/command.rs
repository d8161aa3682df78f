//! Signing in and out, renewing, revoking.

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::event::{EventData, Nothing, RefreshReused, SessionsRevoked};
use duban_core::id::{SessionId, UserId};
use duban_core::policy;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::Deserialize;
use utoipa::ToSchema;

pub use super::login::login;
use super::{entity, login, token};
use crate::error::{AppError, AppResult};
use crate::event::{By, NewEvent};
use crate::store::Tx;
use crate::unit_of_work::{Unrecorded, Work};
use crate::words::instant;
use crate::{App, Ctx, user};

/// How long a token that was just changed still renews, because tabs renew at the same moment.
const PARALLEL: TimeDelta = TimeDelta::seconds(10);
/// By how much another process's clock may be ahead.
const AHEAD: TimeDelta = TimeDelta::minutes(5);
/// How long an ended session is kept for the list of sessions and for questions.
const KEEP: TimeDelta = TimeDelta::days(30);

/// User name and password.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// User name; upper and lower case are the same.
    #[schema(max_length = 64)]
    pub username: String,
    /// Password.
    #[schema(max_length = 128, format = Password)]
    pub password: String,
}

/// The client that signs in.
#[derive(Debug, Clone, Default)]
pub struct ClientInfo {
    /// The caller's network address.
    pub address: Option<String>,
    /// What the browser calls itself.
    pub user_agent: Option<String>,
    /// The cookie by which it is known, see [`super::device`].
    pub device: Option<String>,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Login")
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}

/// A session that was begun or renewed.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The session.
    pub session: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// For the cookie; the only place where it is in the clear.
    pub refresh_token: String,
    /// When the refresh token ends.
    pub refresh_expires_at: DateTime<Utc>,
    /// The cookie by which the device is known from now on; none at a renewal.
    pub device: Option<String>,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedIn")
            .field("session", &self.session)
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// Renews a session and changes its token. The token before is still good for ten seconds and is
/// given the same successor; any other token that names the session ends it.
pub async fn refresh(app: &App, refresh_token: &str) -> AppResult<SignedIn> {
    let session = token::session(refresh_token).ok_or(AppError::Unauthenticated)?;
    let now = app.wall_now();
    let lives = |row: &entity::Model| row.revoked_at.is_none() && instant(row.expires_at) > now;
    // Anybody may send anything: the writer is not asked for before the token is somebody's.
    find(app.store().read(), session)
        .await?
        .filter(lives)
        .ok_or(AppError::Unauthenticated)?;
    let work = Work::begin(app).await?;
    let row = lock(work.tx(), session)
        .await?
        .filter(lives)
        .ok_or(AppError::Unauthenticated)?;
    let account = user::entity::Entity::find_by_id(row.user_id)
        .one(work.tx())
        .await?
        .ok_or(AppError::Unauthenticated)?;
    if !account.active {
        return Err(AppError::Unauthenticated);
    }
    let hash = token::hash(refresh_token);
    let next = token::successor(app.audit_key(), session, refresh_token);
    let user = UserId(row.user_id);
    if row.previous_hash.as_ref() == Some(&hash) && was_just_renewed(&row, now) {
        let refresh_expires_at = instant(row.expires_at);
        return Ok(SignedIn {
            session,
            user,
            refresh_token: next,
            refresh_expires_at,
            device: None,
        });
    }
    if row.refresh_hash != hash {
        end(
            work.tx(),
            Condition::all().add(entity::Column::Id.eq(session.0)),
            now,
        )
        .await?;
        let data = EventData::RefreshReused(RefreshReused {
            username: account.username,
        });
        let event = NewEvent::new(By::Nobody, data);
        let recorded = work.record(account.region_id.into(), event).await?;
        work.commit(recorded).await?;
        app.session_cache().forget();
        return Err(AppError::Unauthenticated);
    }
    let refresh_expires_at = (now + login::IDLE_FOR).min(instant(row.created_at) + login::LIVES_FOR);
    let renewed = entity::ActiveModel {
        id: Set(session.0),
        refresh_hash: Set(token::hash(&next)),
        previous_hash: Set(Some(hash)),
        last_seen_at: Set(now.timestamp_millis()),
        expires_at: Set(refresh_expires_at.timestamp_millis()),
        ..Default::default()
    };
    entity::Entity::update(renewed).exec(work.tx()).await?;
    work.commit_unrecorded(Unrecorded::Session).await?;
    Ok(SignedIn {
        session,
        user,
        refresh_token: next,
        refresh_expires_at,
        device: None,
    })
}

/// A session that was renewed in the future was renewed before the clock was set back, which must not open the time for
/// parallel tabs again.
fn was_just_renewed(row: &entity::Model, now: DateTime<Utc>) -> bool {
    let ago = now - instant(row.last_seen_at);
    -AHEAD <= ago && ago < PARALLEL
}

/// Ends the session that asks.
pub async fn logout(app: &App, ctx: &Ctx, session: SessionId) -> AppResult<()> {
    end_own(app, ctx, session, EventData::Logout(Nothing {})).await
}

/// Ends the session that a refresh token belongs to, so that signing out needs no access token that
/// is still good. A token that opens nothing ends nothing.
pub async fn logout_by_refresh(app: &App, refresh_token: &str) -> AppResult<()> {
    let Some(session) = token::session(refresh_token) else {
        return Ok(());
    };
    let hash = token::hash(refresh_token);
    let opens = |row: &entity::Model| {
        row.revoked_at.is_none() && (row.refresh_hash == hash || row.previous_hash.as_ref() == Some(&hash))
    };
    if !find(app.store().read(), session)
        .await?
        .is_some_and(|row| opens(&row))
    {
        return Ok(());
    }
    let work = Work::begin(app).await?;
    let Some(row) = lock(work.tx(), session).await?.filter(opens) else {
        return Ok(());
    };
    let mine = Condition::all().add(entity::Column::Id.eq(session.0));
    let account = user::entity::Entity::find_by_id(row.user_id)
        .one(work.tx())
        .await?;
    let (1.., Some(account)) = (end(work.tx(), mine, app.wall_now()).await?, account) else {
        return Ok(());
    };
    let role = account.role.0;
    let by = By::Person {
        user: account.id.into(),
        role,
        on_behalf_of: None,
    };
    let recorded = work
        .record(
            account.region_id.into(),
            NewEvent::new(by, EventData::Logout(Nothing {})),
        )
        .await?;
    work.commit(recorded).await?;
    app.session_cache().forget();
    Ok(())
}

/// Ends one of the caller's own sessions, e.g. that of a lost phone.
pub async fn revoke(app: &App, ctx: &Ctx, session: SessionId) -> AppResult<()> {
    end_own(app, ctx, session, EventData::SessionRevoked(Nothing {})).await
}

/// Ends every session of an account of the caller's region; for whoever manages accounts.
pub async fn revoke_all_of(app: &App, ctx: &Ctx, user: UserId) -> AppResult<()> {
    if !policy::manages_accounts(&ctx.actor) {
        return Err(AppError::Forbidden);
    }
    let work = Work::begin(app).await?;
    let account = user::entity::Entity::find_by_id(user.0)
        .filter(user::entity::Column::RegionId.eq(ctx.actor.region.0))
        .one(work.tx())
        .await?
        .ok_or(AppError::NotFound)?;
    if !policy::manages(&ctx.actor, user, account.role.0) {
        return Err(AppError::Forbidden);
    }
    end_all(work.tx(), user, None, app.wall_now()).await?;
    let data = EventData::SessionsRevoked(SessionsRevoked {
        username: account.username,
    });
    let event = NewEvent::new(&ctx.actor, data);
    let recorded = work.record(ctx.actor.region, event).await?;
    work.commit(recorded).await?;
    app.session_cache().forget();
    Ok(())
}

/// Removes sessions that ended a month ago and tells how many.
pub async fn sweep(app: &App) -> AppResult<u64> {
    let now = app.wall_now();
    let before = (now - KEEP).timestamp_millis();
    let work = Work::begin(app).await?;
    let gone = entity::Entity::delete_many()
        .filter(entity::Column::ExpiresAt.lt(before))
        .exec(work.tx())
        .await?;
    work.commit_unrecorded(Unrecorded::Cleanup).await?;
    Ok(gone.rows_affected)
}

/// Ends the open sessions of an account but one; the caller forgets the cache after its commit.
pub(crate) async fn end_all(
    tx: &Tx,
    user: UserId,
    but: Option<SessionId>,
    now: DateTime<Utc>,
) -> AppResult<()> {
    let mine = Condition::all()
        .add(entity::Column::UserId.eq(user.0))
        .add_option(but.map(|session| entity::Column::Id.ne(session.0)));
    end(tx, mine, now).await?;
    Ok(())
}

async fn find(db: &impl ConnectionTrait, session: SessionId) -> AppResult<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id(session.0).one(db).await?)
}

async fn lock(tx: &Tx, session: SessionId) -> AppResult<Option<entity::Model>> {
    let row = entity::Entity::find_by_id(session.0).lock(LockType::NoKeyUpdate);
    Ok(row.one(tx).await?)
}

async fn end_own(app: &App, ctx: &Ctx, session: SessionId, data: EventData) -> AppResult<()> {
    let mine = Condition::all()
        .add(entity::Column::Id.eq(session.0))
        .add(entity::Column::UserId.eq(ctx.actor.user.0));
    let work = Work::begin(app).await?;
    if end(work.tx(), mine, app.wall_now()).await? == 0 {
        return Err(AppError::NotFound);
    }
    let recorded = work
        .record(ctx.actor.region, NewEvent::new(&ctx.actor, data))
        .await?;
    work.commit(recorded).await?;
    app.session_cache().forget();
    Ok(())
}

async fn end(tx: &Tx, which: Condition, now: DateTime<Utc>) -> AppResult<u64> {
    let ended = entity::Entity::update_many()
        .set(entity::ActiveModel {
            revoked_at: Set(Some(now.timestamp_millis())),
            ..Default::default()
        })
        .filter(which)
        .filter(entity::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(ended.rows_affected)
}
