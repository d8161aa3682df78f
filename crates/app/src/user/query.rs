//! Reading people.

use duban_core::id::{DepartmentId, RegionId, UserId};
use duban_core::policy::{self, Permission};
use duban_core::word::Role;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::view::{Leader, Me, RegionRef, UserView};
use super::{entity, portfolio};
use crate::directory::Directory;
use crate::error::{AppError, AppResult};
use crate::paging::{Page, PageRequest};
use crate::session::attempts;
use crate::store::Tx;
use crate::words::{instant, instant_opt};
use crate::{App, Ctx};

/// The caller.
pub async fn me(app: &App, ctx: &Ctx) -> AppResult<Me> {
    let row = entity::Entity::find_by_id(ctx.actor.user.0)
        .one(app.store().read())
        .await?
        .ok_or(AppError::Unauthenticated)?;
    let directory = app.directory().await?;
    let region = directory.region(ctx.actor.region)?;
    let is_held = |role| directory.people(region.id).any(|person| person.role == role);
    let grants =
        |role| policy::grants(&ctx.actor, role) || (policy::grants_first(&ctx.actor, role) && !is_held(role));
    Ok(Me {
        id: ctx.actor.user,
        username: row.username,
        name: row.name,
        post: row.post,
        role: ctx.actor.role,
        region: RegionRef {
            id: region.id,
            name: region.name.clone(),
            level: region.level,
        },
        department: ctx.actor.department.map(|id| directory.department_ref(id)),
        must_change_password: row.must_change_password,
        pages: policy::pages(&ctx.actor),
        home: policy::home(&ctx.actor).as_str(),
        today: region.zone().local_date(app.now()),
        can_create_matter: policy::has_permission(&ctx.actor, Permission::CreateMatter),
        can_manage_users: policy::manages_accounts(&ctx.actor),
        grantable_roles: Role::ALL
            .iter()
            .copied()
            .filter(|role| grants(*role) && policy::exists_in(*role, region.level))
            .collect(),
    })
}

/// The accounts of the caller's region by user name, closed ones too; for the administrators.
pub async fn list(app: &App, ctx: &Ctx, page: &PageRequest) -> AppResult<Page<UserView>> {
    if !policy::has_permission(&ctx.actor, Permission::ReadUsers) {
        return Err(AppError::Forbidden);
    }
    let limit = page.limit()?;
    let mut select = entity::Entity::find()
        .filter(entity::Column::RegionId.eq(ctx.actor.region.0))
        .order_by_asc(entity::Column::Username)
        .limit(limit + 1);
    if let Some(after) = page.key::<String>()? {
        select = select.filter(entity::Column::Username.gt(after));
    }
    let rows = select.all(app.store().read()).await?;
    let directory = app.directory().await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let locked = attempts::locked_until(app.store().read(), &ids, app.wall_now()).await?;
    let views = rows
        .into_iter()
        .map(|row| {
            let until = locked.get(&row.id).copied();
            view(ctx, &directory, row, until)
        })
        .collect();
    Ok(Page::cut(views, limit, |view| view.username.clone()))
}

/// The county head and the leaders of the caller's region, in the office's order.
pub async fn leaders(app: &App, ctx: &Ctx) -> AppResult<Vec<Leader>> {
    if !policy::has_permission(&ctx.actor, Permission::ReadDirectory) {
        return Err(AppError::Forbidden);
    }
    let directory = app.directory().await?;
    let leaders = directory
        .people(ctx.actor.region)
        .filter(|person| policy::leads_matters(person.role))
        .map(|person| Leader {
            id: person.id,
            name: person.name.clone(),
            post: person.post.clone(),
            departments: directory
                .portfolio(person.id)
                .iter()
                .map(|department| directory.department_ref(*department))
                .collect(),
        });
    Ok(leaders.collect())
}

/// One account of the caller's region as it is now.
pub(super) async fn read(app: &App, ctx: &Ctx, user: UserId) -> AppResult<UserView> {
    let row = get(app.store().read(), ctx.actor.region, user).await?;
    let locked = attempts::locked_until(app.store().read(), &[row.id], app.wall_now()).await?;
    let until = locked.get(&row.id).copied();
    Ok(view(ctx, &*app.directory().await?, row, until))
}

/// One account of the region.
pub(super) async fn get(
    db: &impl ConnectionTrait,
    region: RegionId,
    user: UserId,
) -> AppResult<entity::Model> {
    entity::Entity::find_by_id(user.0)
        .filter(entity::Column::RegionId.eq(region.0))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)
}

/// The same, locked until the transaction ends, and with it the caller's own: two administrators who close each other
/// come one after the other, and the second is none any more.
pub(super) async fn lock(tx: &Tx, ctx: &Ctx, user: UserId) -> AppResult<entity::Model> {
    let rows = entity::Entity::find()
        .filter(entity::Column::Id.is_in([ctx.actor.user.0, user.0]))
        .filter(entity::Column::RegionId.eq(ctx.actor.region.0))
        .order_by_asc(entity::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(tx)
        .await?;
    let caller = rows.iter().find(|row| row.id == ctx.actor.user.0);
    let caller = caller.filter(|row| row.active).ok_or(AppError::Unauthenticated)?;
    if caller.role != ctx.actor.role {
        return Err(AppError::Forbidden);
    }
    rows.into_iter()
        .find(|row| row.id == user.0)
        .ok_or(AppError::NotFound)
}

/// The departments in a leader's portfolio as they are under the account's lock.
pub(super) async fn portfolio(tx: &Tx, leader: UserId) -> AppResult<Vec<DepartmentId>> {
    let ids: Vec<Uuid> = portfolio::Entity::find()
        .select_only()
        .column(portfolio::Column::DepartmentId)
        .filter(portfolio::Column::LeaderId.eq(leader.0))
        .order_by_asc(portfolio::Column::DepartmentId)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// `locked_until` in milliseconds, where the account is locked.
fn view(ctx: &Ctx, directory: &Directory, row: entity::Model, locked_until: Option<i64>) -> UserView {
    let id = UserId(row.id);
    let role = row.role.0;
    UserView {
        id,
        role,
        can_manage: policy::manages(&ctx.actor, id, role),
        department: row
            .department_id
            .map(|department| directory.department_ref(department)),
        liaison: row.liaison_id.map(|liaison| directory.person_ref(liaison)),
        portfolio: directory
            .portfolio(id)
            .iter()
            .map(|d| directory.department_ref(*d))
            .collect(),
        username: row.username,
        name: row.name,
        post: row.post,
        active: row.active,
        must_change_password: row.must_change_password,
        locked_until: instant_opt(locked_until),
        created_at: instant(row.created_at),
    }
}
