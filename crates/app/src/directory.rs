//! Who there is, by id: regions, departments and people, kept in memory for a few seconds because
//! every list needs their names and every request needs its actor.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::actor::Actor;
use duban_core::id::{DepartmentId, RegionId, UserId};
use duban_core::policy;
use duban_core::region::{Settings, Zone};
use duban_core::word::{DepartmentKind, RegionLevel, Role};
use sea_orm::{EntityTrait, QueryOrder};
use tokio::sync::RwLock;
use uuid::Uuid;

use crate::error::{AppError, AppResult};
use crate::user::portfolio;
use crate::words::Ref;
use crate::{App, department, region, user};

/// How long another process's change may stay unseen.
const FRESH_FOR: TimeDelta = TimeDelta::seconds(5);

/// A region as the rules need it.
#[derive(Debug, Clone)]
pub struct Region {
    /// Its id.
    pub id: RegionId,
    /// Administrative code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// County or city.
    pub level: RegionLevel,
    /// The city above a county.
    pub city: Option<RegionId>,
    /// Whether that city works in this system itself.
    pub city_on_system: bool,
    /// Minutes east of Greenwich.
    pub offset_minutes: i32,
    /// What the office has set.
    pub settings: Settings,
}

impl Region {
    /// The region's time zone.
    pub fn zone(&self) -> Zone {
        Zone {
            offset_minutes: self.offset_minutes,
        }
    }
}

/// A department as lists need it.
#[derive(Debug, Clone)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// Where it belongs.
    pub region: RegionId,
    /// Its name.
    pub name: String,
    /// What kind of body it is.
    pub kind: DepartmentKind,
    /// Whether new matters may be given to it.
    pub active: bool,
}

/// A person as lists and the policy need it.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account.
    pub id: UserId,
    /// Where the account belongs.
    pub region: RegionId,
    /// The department, if any.
    pub department: Option<DepartmentId>,
    /// The person who receives a leader's reminders first.
    pub liaison: Option<UserId>,
    /// The name to show.
    pub name: String,
    /// The post to show.
    pub post: Option<String>,
    /// What the person is.
    pub role: Role,
    /// Whether the account may be used.
    pub active: bool,
    /// Whether a new password must be chosen before anything else.
    pub must_change_password: bool,
}

impl Person {
    /// Whether matters may be this person's: leaders lead them, and the county head.
    pub(crate) fn leads(&self) -> bool {
        self.active && policy::leads_matters(self.role)
    }
}

/// Everyone and everything by id.
#[derive(Debug, Default)]
pub struct Directory {
    regions: HashMap<RegionId, Region>,
    departments: Vec<Department>,
    department_at: HashMap<Uuid, usize>,
    people: Vec<Person>,
    person_at: HashMap<Uuid, usize>,
    portfolios: HashMap<UserId, Vec<DepartmentId>>,
}

impl Directory {
    /// The region, which must exist.
    pub fn region(&self, id: RegionId) -> AppResult<&Region> {
        self.regions.get(&id).ok_or(AppError::NotFound)
    }

    /// Every region.
    pub fn regions(&self) -> impl Iterator<Item = &Region> {
        self.regions.values()
    }

    /// The department, if there is one.
    pub fn department(&self, id: impl Into<Uuid>) -> Option<&Department> {
        self.department_at
            .get(&id.into())
            .map(|at| &self.departments[*at])
    }

    /// Whether the department is a supervision office (督查室).
    pub fn is_office(&self, id: DepartmentId) -> bool {
        self.department(id)
            .is_some_and(|department| department.kind == DepartmentKind::SupervisionOffice)
    }

    /// The supervision office of a region.
    pub fn office_of(&self, region: RegionId) -> Option<&Department> {
        self.departments(region)
            .find(|department| department.kind == DepartmentKind::SupervisionOffice && department.active)
    }

    /// The departments of a region, in the office's order.
    pub fn departments(&self, region: RegionId) -> impl Iterator<Item = &Department> {
        self.departments
            .iter()
            .filter(move |department| department.region == region)
    }

    /// The person, if there is one.
    pub fn person(&self, id: impl Into<Uuid>) -> Option<&Person> {
        self.person_at.get(&id.into()).map(|at| &self.people[*at])
    }

    /// The active people of a region, in the office's order.
    pub fn people(&self, region: RegionId) -> impl Iterator<Item = &Person> {
        self.people
            .iter()
            .filter(move |person| person.region == region && person.active)
    }

    /// The departments in a leader's portfolio.
    pub fn portfolio(&self, leader: UserId) -> &[DepartmentId] {
        self.portfolios.get(&leader).map_or(&[], Vec::as_slice)
    }

    /// A department by id and name; a name that is gone reads as a dash.
    pub fn department_ref(&self, id: impl Into<Uuid>) -> Ref {
        let id = id.into();
        Ref {
            id,
            name: self
                .department(id)
                .map_or_else(|| "—".to_owned(), |found| found.name.clone()),
        }
    }

    /// A person by id and name.
    pub fn person_ref(&self, id: impl Into<Uuid>) -> Ref {
        let id = id.into();
        Ref {
            id,
            name: self
                .person(id)
                .map_or_else(|| "—".to_owned(), |found| found.name.clone()),
        }
    }

    /// The actor behind an account, if the account may be used.
    pub fn actor(&self, id: UserId) -> Option<Actor> {
        let person = self.person(id).filter(|person| person.active)?;
        let counties = if policy::oversees_counties(person.role) {
            let counties = self.regions.values().filter(|r| r.city == Some(person.region));
            counties.map(|r| r.id).collect()
        } else {
            Vec::new()
        };
        Some(Actor {
            user: person.id,
            role: person.role,
            region: person.region,
            department: person.department,
            portfolio: self.portfolio(id).to_vec(),
            counties,
        })
    }

    async fn load(app: &App) -> AppResult<Self> {
        let db = app.store().read();
        let mut directory = Self::default();
        for row in region::entity::Entity::find().all(db).await? {
            let region = region::from_row(row)?;
            directory.regions.insert(region.id, region);
        }
        let rows = department::entity::Entity::find()
            .order_by_asc(department::entity::Column::Position)
            .all(db)
            .await?;
        for row in rows {
            directory
                .department_at
                .insert(row.id, directory.departments.len());
            directory.departments.push(Department {
                id: row.id.into(),
                region: row.region_id.into(),
                kind: row.kind.0,
                name: row.name,
                active: row.active,
            });
        }
        let rows = user::entity::Entity::find()
            .order_by_asc(user::entity::Column::Position)
            .all(db)
            .await?;
        for row in rows {
            directory.person_at.insert(row.id, directory.people.len());
            directory.people.push(Person {
                id: row.id.into(),
                region: row.region_id.into(),
                department: row.department_id.map(Into::into),
                liaison: row.liaison_id.map(Into::into),
                role: row.role.0,
                name: row.name,
                post: row.post,
                active: row.active,
                must_change_password: row.must_change_password,
            });
        }
        for row in portfolio::Entity::find().all(db).await? {
            directory
                .portfolios
                .entry(row.leader_id.into())
                .or_default()
                .push(row.department_id.into());
        }
        Ok(directory)
    }
}

/// The directory as this process last saw it.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    slot: RwLock<CachedDirectory>,
}

#[derive(Debug, Default)]
struct CachedDirectory {
    /// Rises with every change, so that a read that began before it is not remembered after it.
    generation: u64,
    seen: Option<(DateTime<Utc>, Arc<Directory>)>,
}

impl Cache {
    pub(crate) async fn get(&self, app: &App) -> AppResult<Arc<Directory>> {
        let now = app.wall_now();
        let generation = {
            let slot = self.slot.read().await;
            if let Some((at, directory)) = &slot.seen
                && now - *at < FRESH_FOR
            {
                return Ok(directory.clone());
            }
            slot.generation
        };
        let directory = Arc::new(Directory::load(app).await?);
        let mut slot = self.slot.write().await;
        if slot.generation == generation {
            slot.seen = Some((now, directory.clone()));
        }
        Ok(directory)
    }

    pub(crate) async fn forget(&self) {
        let mut slot = self.slot.write().await;
        slot.generation += 1;
        slot.seen = None;
    }
}
