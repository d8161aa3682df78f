//! A new password: the owner's own, or one that an administrator sets.

use chrono::{DateTime, Utc};
use duban_core::event::{EventData, Nothing, PasswordSet};
use duban_core::id::{SessionId, UserId};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;

use super::command::{manages, manages_this};
use super::input::ChangePassword;
use super::{entity, history, password, query};
use crate::error::{AppError, AppResult};
use crate::event::{By, NewEvent};
use crate::input::Checks;
use crate::session::attempts::{self, Bucket};
use crate::session::command::end_all;
use crate::session::login;
use crate::store::Tx;
use crate::unit_of_work::{Recorded, Unrecorded, Work};
use crate::{App, Ctx};

/// Gives an account a new password, opens its locks and ends its sessions. The owner must change it
/// at the next sign-in.
pub async fn set_password(app: &App, ctx: &Ctx, user: UserId, new: &str) -> AppResult<()> {
    manages(ctx)?;
    let row = query::get(app.store().read(), ctx.actor.region, user).await?;
    let directory = app.directory().await?;
    manages_this(ctx, &directory, &row)?;
    password::check_strength("password", &row.username, new)?;
    let turn = app.hashing().turn(&ctx.actor.user.to_string()).await?;
    let new = new.to_owned();
    let hash = turn.work(move |hasher| hasher.hash(&new)).await?;
    let work = Work::begin(app).await?;
    // The roles may have changed meanwhile.
    let row = query::lock(work.tx(), ctx, user).await?;
    manages_this(ctx, &directory, &row)?;
    let recorded = replace(&work, &row, hash, By::from(&ctx.actor)).await?;
    work.commit(recorded).await?;
    app.session_cache().forget();
    app.directory_changed().await;
    Ok(())
}

/// Writes a password that somebody else has set, with its event; the caller has locked the account.
pub(super) async fn replace(
    work: &Work<'_>,
    row: &entity::Model,
    hash: String,
    by: By,
) -> AppResult<Recorded> {
    let (user, now) = (row.id.into(), work.app().wall_now());
    store_password(work.tx(), row, hash, true, now).await?;
    attempts::unlock(work.tx(), user).await?;
    end_all(work.tx(), user, None, now).await?;
    let data = EventData::PasswordSet(PasswordSet {
        username: row.username.clone(),
    });
    work.record(row.region_id.into(), NewEvent::new(by, data)).await
}

/// Result of checking the current and the new password.
enum PasswordCheck {
    Wrong,
    UsedBefore,
    Good(String),
}

/// The caller's own new password. The other sessions end, the one named stays open. Wrong guesses
/// of the present password are counted in that session and lock it out of this, like those at the sign-in.
pub async fn change_own_password(
    app: &App,
    ctx: &Ctx,
    current: SessionId,
    change: ChangePassword,
) -> AppResult<()> {
    let user = ctx.actor.user;
    let row = query::get(app.store().read(), ctx.actor.region, user).await?;
    Checks::default()
        .optional(
            "current_password",
            Some(&change.current_password),
            password::MAX_LENGTH,
        )
        .finish()?;
    // What the new one is worth is said first: the answer must not tell whether the guess was right.
    password::check_strength("new_password", &row.username, &change.new_password)?;
    if change.new_password == change.current_password {
        return Err(AppError::invalid("new_password", "same_as_before"));
    }
    let buckets = Bucket::of_session(app.audit_key(), user, current);
    if let Some(refusal) = attempts::check(app.store().read(), &buckets, app.wall_now()).await? {
        return Err(refusal.error);
    }
    let turn = app.hashing().turn(&user.to_string()).await?;
    let work = Work::begin(app).await?;
    let reserved = attempts::reserve(work.tx(), buckets, app.wall_now()).await?;
    let before = history::of(work.tx(), user).await?;
    work.commit_unrecorded(Unrecorded::Attempts).await?;
    let present = row.password_hash.clone();
    let judged = turn
        .work(move |hasher| judge(hasher, &change, &present, &before))
        .await?;
    let work = Work::begin(app).await?;
    let account = login::lock(work.tx(), user).await?;
    // Somebody else's new password is not overwritten with one that was allowed by the old.
    let is_present = account.password_hash == row.password_hash;
    let refused = match judged {
        PasswordCheck::Good(hash) if is_present => {
            attempts::give_back(work.tx(), &reserved).await?;
            store_password(work.tx(), &account, hash, false, app.wall_now()).await?;
            end_all(work.tx(), user, Some(current), app.wall_now()).await?;
            let event = NewEvent::new(&ctx.actor, EventData::PasswordChanged(Nothing {}));
            let recorded = work.record(ctx.actor.region, event).await?;
            work.commit(recorded).await?;
            app.session_cache().forget();
            app.directory_changed().await;
            return Ok(());
        }
        PasswordCheck::UsedBefore if is_present => {
            attempts::give_back(work.tx(), &reserved).await?;
            work.commit_unrecorded(Unrecorded::Attempts).await?;
            AppError::invalid_with("new_password", "used_before", history::REMEMBERED)
        }
        PasswordCheck::Wrong => {
            // Who it was is known; from where stands with the sign-in.
            let by = By::from(&ctx.actor);
            let recorded = login::failure(&work, &account, by, None, &reserved).await?;
            work.commit(recorded).await?;
            wrong_password()
        }
        PasswordCheck::Good(_) | PasswordCheck::UsedBefore => {
            work.rollback().await?;
            wrong_password()
        }
    };
    Err(refused)
}

fn judge(
    hasher: &password::queue::Hasher<'_>,
    change: &ChangePassword,
    present: &str,
    before: &[String],
) -> AppResult<PasswordCheck> {
    if !hasher.verify(&change.current_password, Some(present))? {
        return Ok(PasswordCheck::Wrong);
    }
    for hash in before {
        if hasher.verify(&change.new_password, Some(hash))? {
            return Ok(PasswordCheck::UsedBefore);
        }
    }
    Ok(PasswordCheck::Good(hasher.hash(&change.new_password)?))
}

fn wrong_password() -> AppError {
    AppError::invalid("current_password", "wrong_password")
}

async fn store_password(
    tx: &Tx,
    row: &entity::Model,
    hash: String,
    must_change: bool,
    now: DateTime<Utc>,
) -> AppResult<()> {
    history::keep(tx, row.id.into(), row.password_hash.clone(), now).await?;
    let update = entity::ActiveModel {
        id: Set(row.id),
        password_hash: Set(hash),
        must_change_password: Set(must_change),
        ..Default::default()
    };
    entity::Entity::update(update).exec(tx).await?;
    Ok(())
}
