//! A new password: the owner's own, or one that an administrator sets.

use chrono::{DateTime, Utc};
use duban_core::id::{SessionId, UserId};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;

use super::command::{manages, manages_this};
use super::input::ChangePassword;
use super::{entity, history, password, query};
use crate::error::{AppError, AppResult};
use crate::event::{self, By, NewEvent};
use crate::input::Checks;
use crate::session::attempts::{self, Bucket, Reserved};
use crate::session::command::end_all;
use crate::session::login;
use crate::store::Tx;
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
    let tx = app.store().begin().await?;
    // The roles may have changed meanwhile.
    let row = query::lock(&tx, ctx, user).await?;
    manages_this(ctx, &directory, &row)?;
    replace(&tx, app, &row, hash, By::from(&ctx.actor)).await?;
    tx.commit().await?;
    app.session_cache().forget();
    app.directory_changed().await;
    Ok(())
}

/// Writes a password that somebody else has set, with its event; the caller has locked the account.
pub(super) async fn replace(tx: &Tx, app: &App, row: &entity::Model, hash: String, by: By) -> AppResult<()> {
    let (user, now) = (row.id.into(), app.wall_now());
    store_password(tx, row, hash, true, now).await?;
    attempts::unlock(tx, user).await?;
    end_all(tx, user, None, now).await?;
    let mut event = NewEvent::new(by, "password_set");
    event.after.insert("username".to_owned(), json!(row.username));
    event::record(tx, app, row.region_id.into(), event).await
}

/// What came of the present password and the new one.
enum Judged {
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
    let tx = app.store().begin().await?;
    let reserved = attempts::reserve(&tx, buckets, app.wall_now()).await?;
    let before = history::of(&tx, user).await?;
    tx.commit().await?;
    let present = row.password_hash.clone();
    let judged = turn
        .work(move |hasher| judge(hasher, &change, &present, &before))
        .await?;
    let tx = app.store().begin().await?;
    let account = login::lock(&tx, user).await?;
    // Somebody else's new password is not overwritten with one that was allowed by the old.
    let is_present = account.password_hash == row.password_hash;
    let answer = finish(&tx, app, ctx, &account, judged, is_present, &reserved).await?;
    if answer.is_ok() {
        end_all(&tx, user, Some(current), app.wall_now()).await?;
        let event = NewEvent::new(By::from(&ctx.actor), "password_changed");
        event::record(&tx, app, ctx.actor.region, event).await?;
    }
    tx.commit().await?;
    if answer.is_ok() {
        app.session_cache().forget();
        app.directory_changed().await;
    }
    answer
}

fn judge(
    hasher: &password::queue::Hasher<'_>,
    change: &ChangePassword,
    present: &str,
    before: &[String],
) -> AppResult<Judged> {
    if !hasher.verify(&change.current_password, Some(present))? {
        return Ok(Judged::Wrong);
    }
    for hash in before {
        if hasher.verify(&change.new_password, Some(hash))? {
            return Ok(Judged::UsedBefore);
        }
    }
    Ok(Judged::Good(hasher.hash(&change.new_password)?))
}

/// Writes what came of it; the inner result is the caller's answer, and is written in either case.
async fn finish(
    tx: &Tx,
    app: &App,
    ctx: &Ctx,
    account: &entity::Model,
    judged: Judged,
    is_present: bool,
    reserved: &Reserved,
) -> AppResult<AppResult<()>> {
    let wrong = || AppError::invalid("current_password", "wrong_password");
    match judged {
        Judged::Wrong => {
            // Who it was is known; from where stands with the sign-in.
            login::failure(tx, app, account, By::from(&ctx.actor), None, reserved).await?;
            Ok(Err(wrong()))
        }
        _ if !is_present => Ok(Err(wrong())),
        Judged::UsedBefore => {
            attempts::give_back(tx, reserved).await?;
            let used = AppError::invalid_with("new_password", "used_before", history::REMEMBERED);
            Ok(Err(used))
        }
        Judged::Good(hash) => {
            attempts::give_back(tx, reserved).await?;
            store_password(tx, account, hash, false, app.wall_now()).await?;
            Ok(Ok(()))
        }
    }
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
