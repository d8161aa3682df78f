//! Signing in: one answer for every failure, a lock after five of them, an event for each.

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::id::{SessionId, UserId};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::command::{Login, Origin, SignedIn};
use super::{LONGEST_NAME, entity, strangers, token};
use crate::App;
use crate::error::{AppError, AppResult, FieldError};
use crate::event::{self, By, NewEvent};
use crate::store::Tx;
use crate::user;
use crate::user::password;
use crate::words::{instant, new_id, word};

/// Failures in a row before the account is locked.
pub(super) const MAX_FAILURES: i32 = 5;
/// How long it stays locked.
pub(super) const LOCK_FOR: TimeDelta = TimeDelta::minutes(15);
/// A session ends when it was not used for so long …
pub(super) const IDLE_FOR: TimeDelta = TimeDelta::hours(12);
/// … and in any case so long after it began.
pub(super) const LIVES_FOR: TimeDelta = TimeDelta::days(7);

const USER_AGENT_CHARS: usize = 200;

/// The account as it is under its lock: guesses that run at once are judged one after the other, and
/// none is judged while the account is locked.
pub(crate) async fn to_judge(tx: &Tx, account: UserId, now: DateTime<Utc>) -> AppResult<user::entity::Model> {
    let account = user::entity::Entity::find_by_id(account.0)
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await?
        .ok_or(AppError::Unauthenticated)?;
    refuse_locked(&account, now)?;
    Ok(account)
}

/// Refuses while the account is locked, before any work is spent on it.
pub(crate) fn refuse_locked(account: &user::entity::Model, now: DateTime<Utc>) -> AppResult<()> {
    lock_of(account, now).map_or(Ok(()), |until| Err(locked(until, now)))
}

/// Begins a session. Unknown name, wrong password and closed account get the same answer after the
/// same time; five failures in a row lock the name for 15 minutes.
pub async fn login(app: &App, login: Login, origin: Origin) -> AppResult<SignedIn> {
    let now = app.wall_now();
    let username = login.username.trim().to_lowercase();
    refuse_long(&username, &login.password)?;
    let found = find(app, &username).await?;
    let locked_until = match &found {
        Some(account) => lock_of(account, now),
        None => app.session_cache().stranger_locked_until(&username, now),
    };
    if let Some(until) = locked_until {
        return Err(locked(until, now));
    }
    let hash = found.as_ref().map(|account| account.password_hash.as_str());
    let right = password::verify(&login.password, hash).await?;
    let Some(account) = found else {
        app.session_cache().stranger_failed(&username, now);
        app.session_cache().untold.count(origin.address.as_deref(), now);
        strangers::tell(app).await?;
        return Err(AppError::InvalidCredentials);
    };
    let verified = account.password_hash;
    let tx = app.store().begin().await?;
    let account = to_judge(&tx, account.id.into(), now).await?;
    // A password that was changed since the hash was read is a wrong one.
    if !right || !account.active || account.password_hash != verified {
        failure(&tx, app, account, By::Nobody, &origin, now).await?;
        tx.commit().await?;
        return Err(AppError::InvalidCredentials);
    }
    let signed_in = success(&tx, app, &account, origin, now).await?;
    tx.commit().await?;
    // The account may have been made a moment ago by another process, e.g. `duban admin create`, or
    // its password set there.
    let directory = app.directory().await?;
    let known = directory.person(account.id);
    if known.is_none_or(|person| person.must_change_password != account.must_change_password) {
        app.directory_changed().await;
    }
    Ok(signed_in)
}

async fn find(app: &App, username: &str) -> AppResult<Option<user::entity::Model>> {
    // Nobody is called so, and PostgreSQL takes no U+0000 in a text.
    if username.contains(char::is_control) {
        return Ok(None);
    }
    Ok(user::entity::Entity::find()
        .filter(user::entity::Column::Username.eq(username))
        .one(app.store().read())
        .await?)
}

/// What is longer than any user name or password is not looked at.
fn refuse_long(username: &str, password: &str) -> AppResult<()> {
    let mut errors = Vec::new();
    for (field, text, most) in [
        ("username", username, LONGEST_NAME),
        ("password", password, password::MAX_LENGTH),
    ] {
        if text.chars().count() > most {
            errors.push(FieldError::with(field, "too_long", most));
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}

/// Until when the account is locked, if it is.
fn lock_of(account: &user::entity::Model, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    account.locked_until.map(instant).filter(|until| *until > now)
}

async fn success(
    tx: &Tx,
    app: &App,
    account: &user::entity::Model,
    origin: Origin,
    now: DateTime<Utc>,
) -> AppResult<SignedIn> {
    let session = SessionId(new_id());
    let refresh_token = token::fresh(session)?;
    let expires_at = now + IDLE_FOR;
    let Origin { address, user_agent } = origin;
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
    event.after.insert("address".to_owned(), json!(address));
    event::record(tx, app, account.region_id.into(), event).await?;
    let user: UserId = account.id.into();
    Ok(SignedIn {
        session,
        user,
        refresh_token,
        refresh_expires_at: expires_at,
    })
}

/// Counts a wrong password; the fifth in a row locks the account. A lock is never shortened. `by` is nobody at the
/// sign-in, and the owner where the present password was asked for once more.
pub(crate) async fn failure(
    tx: &Tx,
    app: &App,
    account: user::entity::Model,
    by: By,
    origin: &Origin,
    now: DateTime<Utc>,
) -> AppResult<()> {
    let failures = account.failed_logins + 1;
    let lock = failures >= MAX_FAILURES;
    let counted = user::entity::ActiveModel {
        id: Set(account.id),
        failed_logins: Set(if lock { 0 } else { failures }),
        locked_until: if lock {
            Set(Some((now + LOCK_FOR).timestamp_millis()))
        } else {
            NotSet
        },
        ..Default::default()
    };
    user::entity::Entity::update(counted).exec(tx).await?;
    let mut event = NewEvent::new(by, "login_failed");
    event.after.insert("username".to_owned(), json!(account.username));
    event.after.insert("failures".to_owned(), json!(failures));
    event.after.insert("locked".to_owned(), json!(lock));
    event.after.insert("address".to_owned(), json!(origin.address));
    event::record(tx, app, account.region_id.into(), event).await
}

fn locked(until: DateTime<Utc>, now: DateTime<Utc>) -> AppError {
    AppError::Locked {
        seconds: (until - now).num_seconds().max(1),
    }
}
