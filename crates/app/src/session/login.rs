//! Signing in: one answer for every failure, limits that count before the password is looked at, an event for each.

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::event::{EventData, LoginFailed, LoginSucceeded};
use duban_core::id::{SessionId, UserId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::attempts::{self, Bucket, Reserved};
use super::command::{ClientInfo, Login, SignedIn};
use super::{LONGEST_NAME, device, entity, token, unknown_login_audit};
use crate::App;
use crate::error::{AppError, AppResult, FieldError};
use crate::event::{By, NewEvent};
use crate::store::Tx;
use crate::unit_of_work::{Recorded, Unrecorded, Work};
use crate::user::{self, password};
use crate::words::new_id;

/// A session ends when it was not used for so long …
pub(super) const IDLE_FOR: TimeDelta = TimeDelta::hours(12);
/// … and in any case so long after it began.
pub(super) const LIVES_FOR: TimeDelta = TimeDelta::days(7);

const USER_AGENT_CHARS: usize = 200;

/// Begins a session. Unknown name, wrong password and closed account get the same answer after the same time. Five
/// failures in a row lock the name for this address for 15 minutes; a device that the account has signed in on before
/// is counted by itself.
pub async fn login(app: &App, login: Login, origin: ClientInfo) -> AppResult<SignedIn> {
    let username = login.username.trim().to_lowercase();
    refuse_long(&username, &login.password)?;
    let address = attempts::network(origin.address.as_deref().unwrap_or_default());
    // A flood costs no look at the database: neither where it is known to be refused, nor where it finds no place to
    // wait. A device may have a place of its own, which only the account tells.
    let mut turn = None;
    if origin.device.is_none() {
        app.session_cache().refuse_known(&address, app.wall_now())?;
        turn = Some(app.hashing().turn(&address).await?);
    }
    let found = find(app, &username).await?;
    let (sender, buckets) = places(app, &username, found.as_ref(), &address, &origin);
    refuse_over_limit(app, &buckets, &address).await?;
    let turn = match turn {
        Some(turn) => turn,
        None => app.hashing().turn(&sender).await?,
    };
    let now = app.wall_now();
    let work = Work::begin(app).await?;
    let reserved = attempts::reserve(work.tx(), buckets, now).await?;
    work.commit_unrecorded(Unrecorded::Attempts).await?;
    let hash = found.as_ref().map(|account| account.password_hash.clone());
    let password = login.password;
    let right = turn
        .work(move |hasher| hasher.verify(&password, hash.as_deref()))
        .await?;
    let Some(account) = found else {
        unknown_login_audit::record_if_due(app, &address).await?;
        return Err(AppError::InvalidCredentials);
    };
    judge(app, account, right, &reserved, origin).await
}

async fn refuse_over_limit(app: &App, buckets: &[Bucket], address: &str) -> AppResult<()> {
    let now = app.wall_now();
    let Some(refusal) = attempts::check(app.store().read(), buckets, now).await? else {
        return Ok(());
    };
    if let (true, AppError::TooMany { seconds }) = (refusal.is_of_address, &refusal.error) {
        app.session_cache().refused(address, *seconds, now);
    }
    Err(refusal.error)
}

/// Who waits for a turn, and where the attempt is counted.
fn places(
    app: &App,
    username: &str,
    account: Option<&user::entity::Model>,
    address: &str,
    origin: &ClientInfo,
) -> (String, Vec<Bucket>) {
    let key = app.audit_key();
    let user = account.map(|account| UserId(account.id));
    let known = user.zip(origin.device.as_deref()).and_then(|(user, cookie)| {
        let known = device::find(key, user, cookie, app.wall_now())?;
        Some((user, known.number))
    });
    match known {
        Some((user, number)) => {
            let buckets = Bucket::of_device(key, user, &number, address);
            (number, buckets)
        }
        None => {
            let buckets = Bucket::of_unknown_device(key, address, username, user);
            (address.to_owned(), buckets)
        }
    }
}

/// Begins the session, or leaves the event of the failure.
async fn judge(
    app: &App,
    found: user::entity::Model,
    right: bool,
    reserved: &Reserved,
    origin: ClientInfo,
) -> AppResult<SignedIn> {
    let now = app.wall_now();
    let work = Work::begin(app).await?;
    let account = lock(work.tx(), found.id.into()).await?;
    // A password that was changed since the hash was read is a wrong one.
    if !right || !account.active || account.password_hash != found.password_hash {
        let address = origin.address.as_deref();
        let recorded = failure(&work, &account, By::Nobody, address, reserved).await?;
        work.commit(recorded).await?;
        return Err(AppError::InvalidCredentials);
    }
    attempts::give_back(work.tx(), reserved).await?;
    let (signed_in, recorded) = success(&work, &account, origin, now).await?;
    work.commit(recorded).await?;
    // The account may have been made a moment ago by another process, e.g. `duban admin create`, or
    // its password set there.
    let directory = app.directory().await?;
    let known = directory.person(account.id);
    if known.is_none_or(|person| person.must_change_password != account.must_change_password) {
        app.directory_changed().await;
    }
    Ok(signed_in)
}

/// The account under its lock.
pub(crate) async fn lock(tx: &Tx, account: UserId) -> AppResult<user::entity::Model> {
    user::entity::Entity::find_by_id(account.0)
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await?
        .ok_or(AppError::Unauthenticated)
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

async fn success(
    work: &Work<'_>,
    account: &user::entity::Model,
    origin: ClientInfo,
    now: DateTime<Utc>,
) -> AppResult<(SignedIn, Recorded)> {
    let session = SessionId(new_id());
    let refresh_token = token::generate(session)?;
    let expires_at = now + IDLE_FOR;
    let ClientInfo {
        address,
        user_agent,
        device,
    } = origin;
    let user: UserId = account.id.into();
    let device = device::remember(work.app().audit_key(), user, device.as_deref(), now)?;
    let user_agent = user_agent.map(|text| text.chars().take(USER_AGENT_CHARS).collect::<String>());
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
    entity::Entity::insert(row)
        .exec_without_returning(work.tx())
        .await?;
    let role = account.role.0;
    let by = By::Person {
        user,
        role,
        on_behalf_of: None,
    };
    let data = EventData::Login(LoginSucceeded { user_agent, address });
    let event = NewEvent::new(by, data);
    let recorded = work.record(account.region_id.into(), event).await?;
    let signed_in = SignedIn {
        session,
        user,
        refresh_token,
        refresh_expires_at: expires_at,
        device: Some(device),
    };
    Ok((signed_in, recorded))
}

/// Leaves the event of a wrong password. `by` is nobody at the sign-in, and the owner where the present password was
/// asked for once more.
pub(crate) async fn failure(
    work: &Work<'_>,
    account: &user::entity::Model,
    by: By,
    address: Option<&str>,
    reserved: &Reserved,
) -> AppResult<Recorded> {
    let data = EventData::LoginFailed(LoginFailed {
        username: Some(account.username.clone()),
        failures: reserved.failures,
        locked: Some(reserved.locks),
        address: address.map(str::to_owned),
    });
    work.record(account.region_id.into(), NewEvent::new(by, data))
        .await
}
