//! A new password: the owner's own, or one that an administrator sets.

use duban_core::id::{SessionId, UserId};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;

use super::command::{manages, manages_this};
use super::input::ChangePassword;
use super::{entity, password, query};
use crate::error::{AppError, AppResult};
use crate::event::{self, By, NewEvent};
use crate::input::Checks;
use crate::session::command::{Origin, end_all};
use crate::session::login;
use crate::store::Tx;
use crate::{App, Ctx};

/// Gives an account a new password, opens its lock and ends its sessions. The owner must change it
/// at the next sign-in.
pub async fn set_password(app: &App, ctx: &Ctx, user: UserId, new: &str) -> AppResult<()> {
    manages(ctx)?;
    let row = query::get(app.store().read(), ctx.actor.region, user).await?;
    manages_this(ctx, &row)?;
    password::check_strength("password", &row.username, new)?;
    let hash = password::hash(new).await?;
    let tx = app.store().begin().await?;
    // The roles may have changed meanwhile.
    manages_this(ctx, &query::lock(&tx, ctx, user).await?)?;
    store_password(&tx, user, hash, true).await?;
    end_all(&tx, user, None, app.wall_now()).await?;
    let mut event = NewEvent::new(By::from(&ctx.actor), "password_set");
    event.after.insert("username".to_owned(), json!(row.username));
    event::record(&tx, app, ctx.actor.region, event).await?;
    tx.commit().await?;
    app.session_cache().forget();
    app.directory_changed().await;
    Ok(())
}

/// The caller's own new password. The other sessions end, the one named stays open. Wrong guesses
/// of the present password count towards the lock like those at sign-in.
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
    login::refuse_locked(&row, app.wall_now())?;
    let right = password::verify(&change.current_password, Some(&row.password_hash)).await?;
    let wrong = || AppError::invalid("current_password", "wrong_password");
    let now = app.wall_now();
    if !right {
        let tx = app.store().begin().await?;
        let account = login::to_judge(&tx, user, now).await?;
        // Who it was is known; from where stands with the sign-in.
        let by = By::from(&ctx.actor);
        login::failure(&tx, app, account, by, &Origin::default(), now).await?;
        tx.commit().await?;
        return Err(wrong());
    }
    let hash = password::hash(&change.new_password).await?;
    let tx = app.store().begin().await?;
    // A right guess among many counts no more than a wrong one once the others have locked the account.
    let account = login::to_judge(&tx, user, now).await?;
    // Somebody else's new password is not overwritten with one that was allowed by the old.
    if account.password_hash != row.password_hash {
        return Err(wrong());
    }
    store_password(&tx, user, hash, false).await?;
    end_all(&tx, user, Some(current), app.wall_now()).await?;
    let event = NewEvent::new(By::from(&ctx.actor), "password_changed");
    event::record(&tx, app, ctx.actor.region, event).await?;
    tx.commit().await?;
    app.session_cache().forget();
    app.directory_changed().await;
    Ok(())
}

async fn store_password(tx: &Tx, user: UserId, hash: String, must_change: bool) -> AppResult<()> {
    let update = entity::ActiveModel {
        id: Set(user.0),
        password_hash: Set(hash),
        must_change_password: Set(must_change),
        failed_logins: Set(0),
        locked_until: Set(None),
        ..Default::default()
    };
    entity::Entity::update(update).exec(tx).await?;
    Ok(())
}
