//! What whoever sits at the machine may do to accounts. Nobody is signed in; the events say that it was done there.

use duban_core::event::{AccountUnlocked, EventData};
use duban_core::id::UserId;
use duban_core::word::Role;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::load::{self, LoadUser};
use super::{entity, new_password, password};
use crate::App;
use crate::error::{AppError, AppResult};
use crate::event::{NewEvent, Rule};
use crate::region;
use crate::session::attempts;
use crate::store::Tx;
use crate::unit_of_work::Work;

/// Gives an account a new password, opens its locks and ends its sessions. The owner must change it at the next sign-in.
pub async fn reset_password(app: &App, username: &str, new: &str) -> AppResult<()> {
    let username = username.trim().to_lowercase();
    password::check_strength("password", &username, new)?;
    let hash = password::hash(new).await?;
    let work = Work::begin(app).await?;
    let row = open(work.tx(), &username).await?;
    let recorded = new_password::replace(&work, &row, hash, Rule::Console.into()).await?;
    work.commit(recorded).await?;
    app.session_cache().forget();
    app.directory_changed().await;
    Ok(())
}

/// Opens every lock of an account; tells whether anything was counted against it.
pub async fn unlock(app: &App, username: &str) -> AppResult<bool> {
    let work = Work::begin(app).await?;
    let row = open(work.tx(), &username.trim().to_lowercase()).await?;
    let counted = attempts::unlock(work.tx(), row.id.into()).await? > 0;
    let data = EventData::AccountUnlocked(AccountUnlocked {
        username: row.username,
    });
    let event = NewEvent::new(Rule::Console, data);
    let recorded = work.record(row.region_id.into(), event).await?;
    work.commit(recorded).await?;
    Ok(counted)
}

/// Makes a security administrator of a region that is there, e.g. when the only one has left.
pub async fn make_security_admin(
    app: &App,
    region_code: &str,
    username: &str,
    new: &str,
    must_change_password: bool,
) -> AppResult<UserId> {
    let username = username.trim().to_lowercase();
    password::check_strength("password", &username, new)?;
    let region = region::command::find_by_code(app, region_code).await?;
    let region = region.ok_or_else(|| AppError::invalid("region_code", "not_found"))?;
    let admin = LoadUser {
        name: username.clone(),
        username,
        post: None,
        role: Role::SecurityAdmin,
        department: None,
        liaison: None,
        portfolio: Vec::new(),
        password_hash: password::hash(new).await?,
        must_change_password,
    };
    let ids = load::load_by(app, region, vec![admin], Rule::Console).await?;
    ids.into_iter()
        .next()
        .ok_or_else(|| AppError::Internal("no administrator was made".to_owned()))
}

/// The account under its lock; one that is closed is opened by an administrator and not here.
async fn open(tx: &Tx, username: &str) -> AppResult<entity::Model> {
    let row = entity::Entity::find()
        .filter(entity::Column::Username.eq(username))
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await?
        .ok_or_else(|| AppError::invalid("username", "not_found"))?;
    if row.active {
        Ok(row)
    } else {
        Err(AppError::invalid("username", "account_closed"))
    }
}
