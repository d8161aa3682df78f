//! Accounts that nobody signed in could make: the first administrator, and those of a region that
//! is set up as a whole.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use duban_core::event::{EventData, UserCreated};
use duban_core::id::{DepartmentId, RegionId, UserId};
use duban_core::word::{RegionLevel, Role};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, SqlErr};
use uuid::Uuid;

use super::command::give;
use super::rules::{self, AccountDraft};
use super::{entity, password};
use crate::App;
use crate::error::{AppError, AppResult};
use crate::event::{NewEvent, Rule};
use crate::region;
use crate::session::attempts;
use crate::unit_of_work::Work;
use crate::words::{instant_opt, new_id};

/// The first administrator of a region.
#[derive(Clone)]
pub struct FirstAdmin {
    /// Administrative code of the region, which is made when it is not there.
    pub region_code: String,
    /// Its name, used when it is made.
    pub region_name: String,
    /// County or city, used when it is made.
    pub region_level: RegionLevel,
    /// User name.
    pub username: String,
    /// Name to show.
    pub name: String,
    /// The password, strong enough.
    pub password: String,
    /// Whether it must be changed at the first sign-in, e.g. because a program made it up.
    pub must_change_password: bool,
}

impl std::fmt::Debug for FirstAdmin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bootstrap")
            .field("region_code", &self.region_code)
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}

/// One account of a region that is set up as a whole.
#[derive(Clone)]
pub struct LoadUser {
    /// User name.
    pub username: String,
    /// Name to show.
    pub name: String,
    /// Post to show.
    pub post: Option<String>,
    /// What the person is.
    pub role: Role,
    /// The department, if any.
    pub department: Option<DepartmentId>,
    /// User name of the liaison, who is loaded in the same call.
    pub liaison: Option<String>,
    /// Departments in a leader's portfolio.
    pub portfolio: Vec<DepartmentId>,
    /// A hash made by [`password::hash`]; it may be shared.
    pub password_hash: String,
    /// Whether the password must be changed at the first sign-in.
    pub must_change_password: bool,
}

impl std::fmt::Debug for LoadUser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoadUser")
            .field("username", &self.username)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// An account as whoever sets a region up finds it.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its id.
    pub id: UserId,
    /// Where it belongs.
    pub region: RegionId,
    /// User name, unique in the installation.
    pub username: String,
    /// The post, or the name where there is none.
    pub post: String,
    /// The name to show.
    pub name: String,
    /// What the person is.
    pub role: Role,
    /// Whether it may be used.
    pub active: bool,
    /// Whether the password must be changed at the next sign-in.
    pub must_change_password: bool,
    /// Until when sign-ins are refused, on one device or address at least.
    pub locked_until: Option<DateTime<Utc>>,
}

/// Every account of the installation, closed ones too: their user names are not free.
pub async fn accounts(app: &App) -> AppResult<Vec<Account>> {
    let rows = entity::Entity::find()
        .order_by_asc(entity::Column::Username)
        .all(app.store().read())
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let locked = attempts::locked_until(app.store().read(), &ids, app.wall_now()).await?;
    let account = |row: entity::Model| {
        Ok(Account {
            id: row.id.into(),
            region: row.region_id.into(),
            role: row.role.0,
            post: row.post.unwrap_or_else(|| row.name.clone()),
            name: row.name,
            username: row.username,
            active: row.active,
            must_change_password: row.must_change_password,
            locked_until: instant_opt(locked.get(&row.id).copied()),
        })
    };
    rows.into_iter().map(account).collect()
}

/// Makes the first system administrator, and the region if it is not there.
pub async fn bootstrap_admin(app: &App, first: FirstAdmin) -> AppResult<UserId> {
    let username = first.username.trim().to_lowercase();
    let mut errors: Vec<_> = rules::check_username(&username).into_iter().collect();
    if let Err(AppError::Invalid(weak)) = password::check_strength("password", &username, &first.password) {
        errors.extend(weak);
    }
    rules::refuse(errors)?;
    let taken = entity::Entity::find().filter(entity::Column::Username.eq(username.as_str()));
    if taken.count(app.store().read()).await? > 0 {
        return Err(AppError::invalid("username", "taken"));
    }
    let password_hash = password::hash(&first.password).await?;
    let region = match region::command::find_by_code(app, &first.region_code).await? {
        Some(region) => region,
        None => {
            let new =
                region::command::NewRegion::new(first.region_code, first.region_name, first.region_level);
            region::command::create(app, new).await?
        }
    };
    let admin = LoadUser {
        username,
        name: first.name,
        post: None,
        role: Role::SystemAdmin,
        department: None,
        liaison: None,
        portfolio: Vec::new(),
        password_hash,
        must_change_password: first.must_change_password,
    };
    let ids = load(app, region, vec![admin]).await?;
    ids.into_iter()
        .next()
        .ok_or_else(|| AppError::Internal("no administrator was made".to_owned()))
}

/// Makes the accounts of a region in the order given, in one transaction; no person stands behind it.
pub async fn load(app: &App, region: RegionId, new: Vec<LoadUser>) -> AppResult<Vec<UserId>> {
    load_by(app, region, new, Rule::Setup).await
}

/// The same under the name of another rule.
pub(super) async fn load_by(
    app: &App,
    region: RegionId,
    new: Vec<LoadUser>,
    rule: Rule,
) -> AppResult<Vec<UserId>> {
    let directory = app.directory().await?;
    let ids: Vec<Uuid> = new.iter().map(|_| new_id()).collect();
    let by_name: HashMap<&str, Uuid> = new
        .iter()
        .map(|user| user.username.as_str())
        .zip(ids.iter().copied())
        .collect();
    let now = app.now().timestamp_millis();
    let work = Work::begin(app).await?;
    let there = entity::Entity::find()
        .filter(entity::Column::RegionId.eq(region.0))
        .count(work.tx())
        .await?;
    let first = i32::try_from(there).map_err(|_| AppError::Internal("too many accounts".to_owned()))?;
    let mut rows = Vec::with_capacity(new.len());
    let mut events = Vec::with_capacity(new.len());
    for ((position, id), user) in (first..).zip(&ids).zip(&new) {
        let draft = AccountDraft {
            region,
            name: &user.name,
            post: user.post.as_deref(),
            role: user.role,
            department: user.department,
            liaison: None,
            portfolio: &user.portfolio,
            current: None,
        };
        let mut errors = rules::check(&directory, &draft)?;
        errors.extend(rules::check_username(&user.username));
        rules::refuse(errors)?;
        let liaison = match user.liaison.as_deref() {
            None => None,
            Some(name) => {
                let known = by_name.get(name).copied();
                Some(known.ok_or_else(|| AppError::invalid("liaison_id", "not_found"))?)
            }
        };
        let created = EventData::UserCreated(UserCreated {
            id: *id,
            username: user.username.clone(),
            role: user.role,
            department: None,
        });
        events.push(NewEvent::new(rule, created));
        rows.push(entity::ActiveModel {
            id: Set(*id),
            region_id: Set(region.0),
            department_id: Set(user.department.map(Into::into)),
            liaison_id: Set(liaison),
            username: Set(user.username.clone()),
            name: Set(user.name.clone()),
            post: Set(user.post.clone()),
            role: Set(user.role.into()),
            password_hash: Set(user.password_hash.clone()),
            must_change_password: Set(user.must_change_password),
            active: Set(true),
            position: Set(position),
            failed_logins: Set(0),
            locked_until: Set(None),
            created_at: Set(now),
        });
    }
    for part in rows.chunks(500) {
        let inserted = entity::Entity::insert_many(part.to_vec())
            .exec_without_returning(work.tx())
            .await;
        inserted.map_err(|error| match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => AppError::invalid("username", "taken"),
            _ => error.into(),
        })?;
    }
    for (id, user) in ids.iter().zip(&new) {
        give(work.tx(), UserId(*id), &user.portfolio).await?;
    }
    let recorded = work.record_all(region, events).await?;
    work.commit(recorded).await?;
    app.directory_changed().await;
    Ok(ids.into_iter().map(UserId).collect())
}
