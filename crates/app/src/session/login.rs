//! Signing in: one answer for every failure, a lock after five of them, an event for each.

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::id::{RegionId, SessionId, UserId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::command::{Login, SignedIn};
use super::{entity, token};
use crate::App;
use crate::error::{AppError, AppResult};
use crate::event::{self, By, NewEvent};
use crate::user::password;
use crate::words::{new_id, word};
use crate::{region, user};

/// Failures in a row before the account is locked.
pub(super) const MAX_FAILURES: i32 = 5;
/// How long it stays locked.
pub(super) const LOCK_FOR: TimeDelta = TimeDelta::minutes(15);
/// A session ends when it was not used for so long …
pub(super) const IDLE_FOR: TimeDelta = TimeDelta::hours(12);
/// … and in any case so long after it began.
pub(super) const LIVES_FOR: TimeDelta = TimeDelta::days(7);

const USER_AGENT_CHARS: usize = 200;

/// The wrong present password when choosing a new one: counts towards the lock, ends nothing.
pub(super) async fn guess(app: &App, account: &user::entity::Model, text: &str) -> AppResult<()> {
    let now = app.wall_now();
    if let Some(until) = account
        .locked_until
        .map(crate::words::instant)
        .filter(|until| *until > now)
    {
        return Err(locked(until, now));
    }
    if password::verify(text, Some(&account.password_hash)).await? {
        return Ok(());
    }
    let tx = app.store().begin().await?;
    let account = user::entity::Entity::find_by_id(account.id)
        .lock(LockType::NoKeyUpdate)
        .one(&tx)
        .await?
        .ok_or(AppError::Unauthenticated)?;
    failure(&tx, app, account, now).await?;
    tx.commit().await?;
    Err(AppError::invalid("current_password", "wrong_password"))
}

pub(super) async fn login(app: &App, login: Login, user_agent: Option<String>) -> AppResult<SignedIn> {
    let now = app.wall_now();
    let username = login.username.trim().to_lowercase();
    let found = user::entity::Entity::find()
        .filter(user::entity::Column::Username.eq(username.as_str()))
        .one(app.store().read())
        .await?;
    let locked_until = match &found {
        Some(account) => account
            .locked_until
            .map(crate::words::instant)
            .filter(|until| *until > now),
        None => app.session_cache().stranger_locked_until(&username, now),
    };
    if let Some(until) = locked_until {
        return Err(locked(until, now));
    }
    let hash = found.as_ref().map(|account| account.password_hash.as_str());
    let right = password::verify(&login.password, hash).await?;
    let Some(account) = found else {
        app.session_cache().stranger_failed(&username, now);
        stranger(app).await?;
        return Err(AppError::InvalidCredentials);
    };
    // Decided on the row as it is under the lock: five guesses at once are still five guesses.
    let tx = app.store().begin().await?;
    let account = user::entity::Entity::find_by_id(account.id)
        .lock(LockType::NoKeyUpdate)
        .one(&tx)
        .await?
        .ok_or(AppError::InvalidCredentials)?;
    if let Some(until) = account
        .locked_until
        .map(crate::words::instant)
        .filter(|until| *until > now)
    {
        return Err(locked(until, now));
    }
    if !right || !account.active {
        failure(&tx, app, account, now).await?;
        tx.commit().await?;
        return Err(AppError::InvalidCredentials);
    }
    let signed_in = success(&tx, app, &account, user_agent, now).await?;
    tx.commit().await?;
    // The account may have been made a moment ago by another process, e.g. `duban admin create`.
    if app.directory().await?.actor(signed_in.user).is_none() {
        app.directory_changed().await;
    }
    Ok(signed_in)
}

async fn success(
    tx: &DatabaseTransaction,
    app: &App,
    account: &user::entity::Model,
    user_agent: Option<String>,
    now: DateTime<Utc>,
) -> AppResult<SignedIn> {
    let session = SessionId(new_id());
    let refresh_token = token::fresh(session)?;
    let expires_at = now + IDLE_FOR;
    let user_agent = user_agent.map(|text| text.chars().take(USER_AGENT_CHARS).collect::<String>());
    if account.failed_logins != 0 || account.locked_until.is_some() {
        let reset = user::entity::ActiveModel {
            id: Set(account.id),
            failed_logins: Set(0),
            locked_until: Set(None),
            ..Default::default()
        };
        user::entity::Entity::update(reset).exec(tx).await?;
    }
    let row = entity::ActiveModel {
        id: Set(session.0),
        user_id: Set(account.id),
        refresh_hash: Set(token::hash(&refresh_token)),
        previous_hash: Set(None),
        user_agent: Set(user_agent.clone()),
        created_at: Set(now.timestamp_millis()),
        last_seen_at: Set(now.timestamp_millis()),
        expires_at: Set(expires_at.timestamp_millis()),
        revoked_at: Set(None),
    };
    entity::Entity::insert(row).exec_without_returning(tx).await?;
    let role: duban_core::word::Role = word(&account.role)?;
    let by = By::Person {
        user: account.id.into(),
        role: role.as_str(),
        on_behalf_of: None,
    };
    let mut event = NewEvent::new(by, "login");
    event.after.insert("user_agent".to_owned(), json!(user_agent));
    append(tx, app, account.region_id.into(), event).await?;
    let user: UserId = account.id.into();
    Ok(SignedIn {
        session,
        user,
        refresh_token,
        refresh_expires_at: expires_at,
    })
}

async fn failure(
    tx: &DatabaseTransaction,
    app: &App,
    account: user::entity::Model,
    now: DateTime<Utc>,
) -> AppResult<()> {
    let failures = account.failed_logins + 1;
    let lock = failures >= MAX_FAILURES;
    let counted = user::entity::ActiveModel {
        id: Set(account.id),
        failed_logins: Set(if lock { 0 } else { failures }),
        locked_until: Set(lock.then(|| (now + LOCK_FOR).timestamp_millis())),
        ..Default::default()
    };
    user::entity::Entity::update(counted).exec(tx).await?;
    let mut event = NewEvent::new(By::Nobody, "login_failed");
    event.after.insert("username".to_owned(), json!(account.username));
    event.after.insert("failures".to_owned(), json!(failures));
    event.after.insert("locked".to_owned(), json!(lock));
    append(tx, app, account.region_id.into(), event).await
}

/// Leaves the event in the oldest region's chain. What was typed is not kept: it may be a password
/// in the wrong box.
async fn stranger(app: &App) -> AppResult<()> {
    let tx = app.store().begin().await?;
    let oldest = region::entity::Entity::find()
        .order_by_asc(region::entity::Column::CreatedAt)
        .order_by_asc(region::entity::Column::Id)
        .one(&tx)
        .await?;
    let Some(oldest) = oldest else { return Ok(()) };
    let mut event = NewEvent::new(By::Nobody, "login_failed");
    event.after.insert("username".to_owned(), json!(null));
    append(&tx, app, oldest.id.into(), event).await?;
    tx.commit().await?;
    Ok(())
}

async fn append(tx: &DatabaseTransaction, app: &App, region: RegionId, event: NewEvent) -> AppResult<()> {
    event::append(
        tx,
        app.audit_key(),
        region,
        app.now().timestamp_millis(),
        vec![event],
    )
    .await?;
    Ok(())
}

fn locked(until: DateTime<Utc>, now: DateTime<Utc>) -> AppError {
    AppError::Locked {
        seconds: (until - now).num_seconds().max(1),
    }
}
