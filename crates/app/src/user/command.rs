//! Making and changing accounts.

use duban_core::event::{AccountFact, Changes, EventData, UserChanged, UserCreated};
use duban_core::id::{DepartmentId, UserId};
use duban_core::policy;
use duban_core::word::Role;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, SqlErr};

use super::input::{NewUser, PatchUser};
use super::rules::{self, AccountDraft, CurrentAccount};
use super::view::UserView;
use super::{entity, last_administrator, password, portfolio, query};
use crate::column::Word;
use crate::directory::Directory;
use crate::error::{AppError, AppResult, FieldError, ResponsibleAdministrator};
use crate::event::NewEvent;
use crate::store::Tx;
use crate::unit_of_work::Work;
use crate::words::new_id;
use crate::{App, Ctx, session};

pub use super::load::{Account, FirstAdmin, LoadUser, accounts, bootstrap_admin, load};
pub use super::new_password::{change_own_password, set_password};
pub use super::unlock::unlock;

/// Makes an account in the caller's region. Its password must be changed at the first sign-in.
pub async fn create(app: &App, ctx: &Ctx, new: NewUser) -> AppResult<UserView> {
    manages(ctx)?;
    let region = ctx.actor.region;
    let directory = app.directory().await?;
    let username = new.username.trim().to_lowercase();
    let draft = AccountDraft {
        region,
        name: &new.name,
        post: new.post.as_deref(),
        role: new.role,
        department: new.department_id,
        liaison: new.liaison_id,
        portfolio: &new.portfolio,
        current: None,
    };
    let mut errors = rules::check(&directory, &draft)?;
    errors.extend(rules::check_username(&username));
    if let Err(AppError::Invalid(weak)) = password::check_strength("password", &username, &new.password) {
        errors.extend(weak);
    }
    rules::refuse(errors)?;
    let turn = app.hashing().turn(&ctx.actor.user.to_string()).await?;
    let password = new.password;
    let password_hash = turn.work(move |hasher| hasher.hash(&password)).await?;
    let id = new_id();
    let now = app.now().timestamp_millis();
    let work = Work::begin(app).await?;
    grantable(ctx, work.tx(), new.role).await?;
    let there = entity::Entity::find()
        .filter(entity::Column::RegionId.eq(region.0))
        .count(work.tx())
        .await?;
    let created = EventData::UserCreated(UserCreated {
        id,
        username: username.clone(),
        role: new.role,
        department: Some(new.department_id),
    });
    let row = entity::ActiveModel {
        id: Set(id),
        region_id: Set(region.0),
        department_id: Set(new.department_id.map(Into::into)),
        liaison_id: Set(new.liaison_id.map(Into::into)),
        username: Set(username),
        name: Set(new.name.trim().to_owned()),
        post: Set(new.post),
        role: Set(new.role.into()),
        password_hash: Set(password_hash),
        must_change_password: Set(true),
        active: Set(true),
        position: Set(i32::try_from(there).unwrap_or(i32::MAX)),
        failed_logins: Set(0),
        locked_until: Set(None),
        created_at: Set(now),
    };
    let inserted = entity::Entity::insert(row)
        .exec_without_returning(work.tx())
        .await;
    inserted.map_err(|error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => AppError::invalid("username", "taken"),
        _ => error.into(),
    })?;
    give(work.tx(), id.into(), &new.portfolio).await?;
    let recorded = work.record(region, NewEvent::new(&ctx.actor, created)).await?;
    work.commit(recorded).await?;
    app.directory_changed().await;
    query::read(app, ctx, id.into()).await
}

/// Changes an account of the caller's region, within the accounts that are the caller's to manage.
/// Nobody changes the own one, so that an administrator remains.
pub async fn patch(app: &App, ctx: &Ctx, user: UserId, patch: PatchUser) -> AppResult<UserView> {
    manages(ctx)?;
    let region = ctx.actor.region;
    let directory = app.directory().await?;
    let work = Work::begin(app).await?;
    let row = query::lock(work.tx(), ctx, user).await?;
    manages_this(ctx, &directory, &row)?;
    let line_before = query::portfolio(work.tx(), user).await?;
    let current = CurrentAccount {
        role: row.role.0,
        department: row.department_id.map(Into::into),
        liaison: row.liaison_id.map(Into::into),
        portfolio: &line_before,
    };
    let (old_role, old_department, old_liaison) = (current.role, current.department, current.liaison);
    let role = patch.role.unwrap_or(current.role);
    let name = patch.name.unwrap_or_else(|| row.name.clone()).trim().to_owned();
    let post = patch.post.unwrap_or_else(|| row.post.clone());
    let department = patch.department_id.unwrap_or(current.department);
    let liaison = patch.liaison_id.unwrap_or(current.liaison);
    let active = patch.active.unwrap_or(row.active);
    let line = patch.portfolio.as_deref().unwrap_or(&line_before);
    // A set, told in the order of the ids.
    let mut line_after = line.to_vec();
    line_after.sort_unstable();
    let draft = AccountDraft {
        region,
        name: &name,
        post: post.as_deref(),
        role,
        department,
        liaison,
        portfolio: line,
        current: Some(current),
    };
    let mut errors = rules::check(&directory, &draft)?;
    if !policy::grants(&ctx.actor, role) {
        errors.push(FieldError::new("role", "not_yours_to_give"));
    }
    rules::refuse(errors)?;
    let is_new_role = row.role != role;
    if row.active && (!active || is_new_role) {
        let field = if active { "role" } else { "active" };
        last_administrator::refuse(work.tx(), &row, field).await?;
    }
    let mut changes = Changes::default();
    changes.note(AccountFact::Name, &row.name, &name);
    changes.note(AccountFact::Post, &row.post, &post);
    changes.note(AccountFact::Role, &old_role, &role);
    changes.note(AccountFact::Department, &old_department, &department);
    changes.note(AccountFact::Liaison, &old_liaison, &liaison);
    changes.note(AccountFact::Active, &row.active, &active);
    changes.note(AccountFact::Portfolio, &line_before, &line_after);
    if changes.is_empty() {
        work.rollback().await?;
        return query::read(app, ctx, user).await;
    }
    let changed = EventData::UserChanged(UserChanged {
        username: row.username.clone(),
        changes,
    });
    if patch.portfolio.is_some() {
        portfolio::Entity::delete_many()
            .filter(portfolio::Column::LeaderId.eq(user.0))
            .exec(work.tx())
            .await?;
        give(work.tx(), user, line).await?;
    }
    let update = entity::ActiveModel {
        id: Set(user.0),
        name: Set(name),
        post: Set(post),
        role: Set(role.into()),
        department_id: Set(department.map(Into::into)),
        liaison_id: Set(liaison.map(Into::into)),
        active: Set(active),
        ..Default::default()
    };
    entity::Entity::update(update).exec(work.tx()).await?;
    // What is open was opened as what the person was.
    if !active || is_new_role {
        session::command::end_all(work.tx(), user, None, app.wall_now()).await?;
    }
    let recorded = work.record(region, NewEvent::new(&ctx.actor, changed)).await?;
    work.commit(recorded).await?;
    app.session_cache().forget();
    app.directory_changed().await;
    query::read(app, ctx, user).await
}

pub(super) async fn give(tx: &Tx, leader: UserId, line: &[DepartmentId]) -> AppResult<()> {
    if line.is_empty() {
        return Ok(());
    }
    let rows = line.iter().map(|department| portfolio::ActiveModel {
        leader_id: Set(leader.0),
        department_id: Set(department.0),
    });
    portfolio::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Refuses a role that the caller may not give. Where a region has no security administrator who may sign in, one is
/// made by the system administrator, because nobody else is there; all further ones are the former's affair.
async fn grantable(ctx: &Ctx, tx: &Tx, role: Role) -> AppResult<()> {
    if policy::grants(&ctx.actor, role) {
        return Ok(());
    }
    if policy::grants_first(&ctx.actor, role) {
        let there = entity::Entity::find()
            .filter(entity::Column::RegionId.eq(ctx.actor.region.0))
            .filter(entity::Column::Role.eq(Word(role)))
            .filter(entity::Column::Active.eq(true))
            .count(tx)
            .await?;
        if there == 0 {
            return Ok(());
        }
    }
    Err(AppError::invalid("role", "not_yours_to_give"))
}

pub(super) fn manages(ctx: &Ctx) -> AppResult<()> {
    if policy::manages_accounts(&ctx.actor) {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

/// Whether this very account is the caller's to change; otherwise it says whose it is.
pub(super) fn manages_this(ctx: &Ctx, directory: &Directory, row: &entity::Model) -> AppResult<()> {
    let role = row.role.0;
    if policy::manages(&ctx.actor, row.id.into(), role) {
        return Ok(());
    }
    let manager = policy::manager(role);
    // Whoever manages accounts reads all of them.
    let people = directory.people(ctx.actor.region);
    let names = people
        .filter(|person| person.role == manager && person.id != ctx.actor.user)
        .map(|person| person.name.clone());
    Err(AppError::AskAdministrator(ResponsibleAdministrator {
        role: manager,
        names: names.collect(),
    }))
}
