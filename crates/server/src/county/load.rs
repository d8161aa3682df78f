//! Adds what the file names and the database lacks, one command after the other; each of them is whole by itself and
//! leaves its event in the region's chain.

use anyhow::{Context, Result, ensure};
use duban_app::department::command::NewDepartment;
use duban_app::directory::Region;
use duban_app::region::command::NewRegion;
use duban_app::{App, department, plan, region};
use duban_core::id::RegionId;
use duban_core::word::{DepartmentKind, RegionLevel};

use super::file::{County, Plan};
use super::log::Log;
use super::plan::{is_unchanged, new_plan};

pub(super) struct Loader<'a> {
    pub(super) app: &'a App,
    pub(super) dry_run: bool,
    pub(super) log: &'a mut Log,
}

impl<'a> Loader<'a> {
    pub(super) fn new(app: &'a App, dry_run: bool, log: &'a mut Log) -> Self {
        Self { app, dry_run, log }
    }

    pub(super) async fn load(mut self, county: &County) -> Result<()> {
        let city = match &county.region.city {
            Some(city) => {
                let new = NewRegion::new(&city.code, &city.name, RegionLevel::City);
                let id = self.region(new).await.context("the city")?;
                self.departments(id, DepartmentKind::CityDepartment, &county.departments.city)
                    .await
                    .context("the city's departments")?;
                Some((id, city.on_system))
            }
            None => None,
        };
        let new = NewRegion::new(&county.region.code, &county.region.name, RegionLevel::County);
        let id = self.region(new).await.context("the county")?;
        if let Some((city, on_system)) = city {
            self.link(county, id, city, on_system)
                .await
                .context("the city above")?;
        }
        let units = &county.departments;
        let office = std::slice::from_ref(&units.supervision_office);
        for (kind, names) in [
            (DepartmentKind::SupervisionOffice, office),
            (DepartmentKind::Department, units.county.as_slice()),
            (DepartmentKind::Township, units.townships.as_slice()),
        ] {
            self.departments(id, kind, names)
                .await
                .context("the departments")?;
        }
        self.leaders(id, county).await.context("the leaders")?;
        if let Some(plan) = &county.plan {
            self.plan(id, plan).await.context("the plan")?;
        }
        Ok(())
    }

    /// None in a dry run, for a region that would be made.
    async fn region(&mut self, new: NewRegion) -> Result<Option<RegionId>> {
        let what = format!("{} {} {}", new.level, new.code, new.name);
        let Some(id) = region::command::find_by_code(self.app, &new.code).await? else {
            let made = if self.dry_run {
                None
            } else {
                Some(region::command::create(self.app, new).await?)
            };
            self.log.added(&what);
            return Ok(made);
        };
        let there = self.there(id).await?;
        ensure!(
            there.level == new.level,
            "{} is a {} already, not a {}",
            new.code,
            there.level,
            new.level
        );
        if there.name == new.name {
            self.log.kept();
        } else {
            self.log.differs(&format!("{what} is called {}", there.name));
        }
        Ok(Some(id))
    }

    async fn there(&self, id: RegionId) -> Result<Region> {
        Ok(self.app.directory().await?.region(id)?.clone())
    }

    async fn link(
        &mut self,
        county: &County,
        id: Option<RegionId>,
        city: Option<RegionId>,
        on_system: bool,
    ) -> Result<()> {
        let what = format!("{} under its city", county.region.name);
        let (Some(id), Some(city)) = (id, city) else {
            self.log.added(&what);
            return Ok(());
        };
        let there = self.there(id).await?;
        match there.city {
            None => {
                if !self.dry_run {
                    region::command::link(self.app, id, city, on_system).await?;
                }
                self.log.added(&what);
            }
            Some(above) if above != city => self.log.differs(&format!("{what}: it is under another one")),
            Some(_) if there.city_on_system != on_system => self
                .log
                .differs(&format!("{what}: on_system is {}", there.city_on_system)),
            Some(_) => self.log.kept(),
        }
        Ok(())
    }

    async fn departments(
        &mut self,
        region: Option<RegionId>,
        kind: DepartmentKind,
        names: &[String],
    ) -> Result<()> {
        let directory = self.app.directory().await?;
        let mut new = Vec::new();
        for name in names {
            let there =
                region.and_then(|region| directory.departments(region).find(|unit| unit.name == *name));
            match there {
                None => new.push(NewDepartment {
                    name: name.clone(),
                    kind,
                }),
                Some(unit) if unit.kind != kind => {
                    self.log.differs(&format!("{kind} {name} is a {}", unit.kind));
                }
                Some(_) => self.log.kept(),
            }
        }
        let added: Vec<String> = new.iter().map(|unit| format!("{kind} {}", unit.name)).collect();
        if let (Some(region), false) = (region, self.dry_run) {
            department::command::create(self.app, region, new).await?;
        }
        added.iter().for_each(|what| self.log.added(what));
        Ok(())
    }

    async fn plan(&mut self, region: Option<RegionId>, requested: &Plan) -> Result<()> {
        let there = match region {
            Some(region) => plan::query::of_region(self.app, region).await?,
            None => Vec::new(),
        };
        match there.iter().find(|plan| plan.title == requested.title) {
            Some(plan) if is_unchanged(plan, requested) => self.log.kept(),
            Some(_) => self.log.differs(&format!("plan {}", requested.title)),
            None => {
                if let (Some(region), false) = (region, self.dry_run) {
                    plan::command::create(self.app, region, new_plan(requested)).await?;
                }
                self.log.added(&format!("plan {}", requested.title));
            }
        }
        Ok(())
    }
}
