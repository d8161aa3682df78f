//! The people of the demonstration county, found by what they are.

use std::sync::Arc;

use anyhow::{Context, anyhow};
use duban_app::directory::Directory;
use duban_app::matter::view::MatterRow;
use duban_app::{App, Ctx};
use duban_core::id::{DepartmentId, RegionId, UserId};
use duban_core::word::{RegionLevel, Role};

/// Who takes a step of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Persona {
    /// The office's first supervisor.
    Office,
    /// A second one, for what the first may not do twice.
    SecondOfficer,
    /// The matter's leader.
    Leader,
    /// 县长.
    CountyHead,
    /// The handler of the lead department.
    Lead,
    /// The city's supervision office.
    City,
}

/// Everyone, and the county they belong to.
pub(super) struct Personas {
    directory: Arc<Directory>,
    pub(super) county: RegionId,
    city: RegionId,
}

impl Personas {
    pub(super) async fn of(app: &App) -> anyhow::Result<Self> {
        let directory = app.directory().await?;
        let county = directory
            .regions()
            .filter(|region| region.level == RegionLevel::County)
            .min_by_key(|region| region.code.clone())
            .context("no county is loaded")?;
        let (county, city) = (county.id, county.city.context("the county has no city")?);
        Ok(Self {
            directory,
            county,
            city,
        })
    }

    /// The person who takes that part in a matter.
    pub(super) fn actor_for(&self, persona: Persona, matter: &MatterRow) -> anyhow::Result<Ctx> {
        match persona {
            Persona::Office => self.nth(self.county, Role::Supervisor, 0),
            Persona::SecondOfficer => self.nth(self.county, Role::Supervisor, 1),
            Persona::CountyHead => self.nth(self.county, Role::CountyHead, 0),
            Persona::City => self.nth(self.city, Role::CitySupervisor, 0),
            Persona::Leader => self.ctx(UserId(matter.leader.id)),
            Persona::Lead => self.staff(DepartmentId(matter.lead_department.id)),
        }
    }

    /// The office's first supervisor.
    pub(super) fn office(&self) -> anyhow::Result<Ctx> {
        self.nth(self.county, Role::Supervisor, 0)
    }

    /// The handler of a department; for the office's own matters one of its supervisors.
    pub(super) fn staff(&self, department: DepartmentId) -> anyhow::Result<Ctx> {
        let people = || {
            self.directory
                .people(self.county)
                .filter(|p| p.department == Some(department))
        };
        let found = people()
            .find(|person| person.role == Role::Handler)
            .or_else(|| people().next())
            .ok_or_else(|| anyhow!("nobody works in department {department}"))?;
        self.ctx(found.id)
    }

    /// The id of a department by its name.
    pub(super) fn department(&self, region: RegionChoice, name: &str) -> anyhow::Result<DepartmentId> {
        let region = match region {
            RegionChoice::County => self.county,
            RegionChoice::City => self.city,
        };
        let found = self
            .directory
            .departments(region)
            .find(|department| department.name == name);
        Ok(found.ok_or_else(|| anyhow!("no department {name:?}"))?.id)
    }

    fn nth(&self, region: RegionId, role: Role, at: usize) -> anyhow::Result<Ctx> {
        let mut people = self.directory.people(region).filter(|person| person.role == role);
        let person = people.nth(at).ok_or_else(|| anyhow!("no {role} number {at}"))?;
        self.ctx(person.id)
    }

    fn ctx(&self, user: UserId) -> anyhow::Result<Ctx> {
        let actor = self
            .directory
            .actor(user)
            .ok_or_else(|| anyhow!("{user} may not be used"))?;
        Ok(Ctx {
            actor,
            request_id: None,
        })
    }
}

/// Which of the two regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RegionChoice {
    County,
    City,
}
