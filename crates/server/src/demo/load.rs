//! Writes the demo's regions, units, accounts and plan. All accounts share one password hash, so
//! that loading takes a moment and not a minute.

use std::collections::HashMap;

use anyhow::{Context, Result};
use duban_app::App;
use duban_app::demo::PASSWORD;
use duban_app::department::command::NewDepartment;
use duban_app::region::command::NewRegion;
use duban_app::user::command::LoadUser;
use duban_app::{department, plan, region, user};
use duban_core::id::{DepartmentId, PlanId, RegionId};
use duban_core::word::{DepartmentKind, RegionLevel, Role};

use super::county::County;
use crate::county::plan::new_plan;

/// What was loaded and has no name to find it by.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) plan: PlanId,
}

pub(super) async fn county(app: &App) -> Result<Loaded> {
    let county = County::read()?;
    let hash = user::password::hash(PASSWORD).await?;
    let mut loader = Loader {
        app,
        hash,
        departments: HashMap::new(),
    };
    let city = loader.city(&county).await?;
    let plan = loader.shizong(&county, city).await?;
    loader.neighbour(city).await?;
    Ok(Loaded { plan })
}

struct Loader<'a> {
    app: &'a App,
    hash: String,
    departments: HashMap<String, DepartmentId>,
}

impl Loader<'_> {
    async fn city(&mut self, county: &County) -> Result<RegionId> {
        let city = &county.city;
        let new = NewRegion::new(&city.code, &city.name, RegionLevel::City);
        let city = region::command::create(self.app, new).await?;
        self.units(
            city,
            DepartmentKind::CityDepartment,
            &county.file.departments.city,
        )
        .await?;
        let office = self.unit(&county.file.departments.city[0])?;
        let account = self.account("shiducha", "市督查室联络员", Role::CitySupervisor, Some(office));
        self.people(city, vec![account]).await?;
        Ok(city)
    }

    async fn shizong(&mut self, county: &County, city: RegionId) -> Result<PlanId> {
        let new = NewRegion::new(
            &county.file.region.code,
            &county.file.region.name,
            RegionLevel::County,
        )
        .under(city);
        let region = region::command::create(self.app, new).await?;
        let units = &county.file.departments;
        self.units(
            region,
            DepartmentKind::SupervisionOffice,
            std::slice::from_ref(&units.supervision_office),
        )
        .await?;
        self.units(region, DepartmentKind::Department, &units.county)
            .await?;
        self.units(region, DepartmentKind::Township, &units.townships)
            .await?;
        let mut people = self.leaders(county)?;
        people.extend(self.office(&units.supervision_office)?);
        people.extend(self.unit_people("d", &units.county)?);
        people.extend(self.unit_people("t", &units.townships)?);
        people.push(self.account("tongji", "统计专员", Role::Statistician, None));
        people.push(self.account("sysadmin", "系统管理员", Role::SystemAdmin, None));
        people.push(self.account("secadmin", "安全管理员", Role::SecurityAdmin, None));
        people.push(self.account("auditor", "审计管理员", Role::Auditor, None));
        self.people(region, people).await?;
        plan::command::create(self.app, region, new_plan(&county.plan))
            .await
            .context("the plan")
    }

    /// A small county beside, to show that nothing leaks.
    async fn neighbour(&mut self, city: RegionId) -> Result<()> {
        let new = NewRegion::new("530324", "邻县", RegionLevel::County).under(city);
        let region = region::command::create(self.app, new).await?;
        self.units(
            region,
            DepartmentKind::SupervisionOffice,
            &["邻县政府督查室".to_owned()],
        )
        .await?;
        self.units(
            region,
            DepartmentKind::Department,
            &["邻县发展和改革局".to_owned()],
        )
        .await?;
        let (office, unit) = (self.unit("邻县政府督查室")?, self.unit("邻县发展和改革局")?);
        let leader = LoadUser {
            liaison: Some("lin-ducha".to_owned()),
            portfolio: vec![unit],
            ..self.account("lin-leader", "邻县常务副县长", Role::Leader, None)
        };
        let people = vec![
            leader,
            self.account("lin-ducha", "邻县督查员", Role::Supervisor, Some(office)),
            self.account(
                "lin-d01-head",
                "邻县发展和改革局负责人",
                Role::DepartmentHead,
                Some(unit),
            ),
            self.account("lin-d01", "邻县发展和改革局经办人", Role::Handler, Some(unit)),
        ];
        self.people(region, people).await
    }

    fn leaders(&self, county: &County) -> Result<Vec<LoadUser>> {
        let one = |(at, leader): (usize, &crate::county::file::Leader)| {
            let role = match leader.role.as_deref() {
                Some(role) => role.parse().ok().context("a leader's role")?,
                None => Role::Leader,
            };
            let portfolio = leader
                .portfolio
                .iter()
                .map(|name| self.unit(name))
                .collect::<Result<_>>()?;
            let account = self.account(&county.leader_username(at), &leader.post, role, None);
            Ok(LoadUser {
                liaison: Some("ducha2".to_owned()),
                portfolio,
                ..account
            })
        };
        county.file.leaders.iter().enumerate().map(one).collect()
    }

    fn office(&self, office: &str) -> Result<Vec<LoadUser>> {
        let office = Some(self.unit(office)?);
        Ok(vec![
            self.account("ducha-head", "督查室主任", Role::Supervisor, office),
            self.account("ducha1", "督查员", Role::Supervisor, office),
            self.account("ducha2", "督查员(领导联络)", Role::Supervisor, office),
        ])
    }

    /// A head and a handler for each unit: `d01-head`, `d01`, `d02-head`, …
    fn unit_people(&self, prefix: &str, units: &[String]) -> Result<Vec<LoadUser>> {
        let mut people = Vec::with_capacity(units.len() * 2);
        for (at, name) in units.iter().enumerate() {
            let unit = Some(self.unit(name)?);
            let username = format!("{prefix}{:02}", at + 1);
            people.push(self.account(
                &format!("{username}-head"),
                &format!("{name}负责人"),
                Role::DepartmentHead,
                unit,
            ));
            people.push(self.account(&username, &format!("{name}经办人"), Role::Handler, unit));
        }
        Ok(people)
    }

    /// People are posts here, not persons.
    fn account(&self, username: &str, post: &str, role: Role, department: Option<DepartmentId>) -> LoadUser {
        LoadUser {
            username: username.to_owned(),
            name: post.to_owned(),
            post: Some(post.to_owned()),
            role,
            department,
            liaison: None,
            portfolio: Vec::new(),
            password_hash: self.hash.clone(),
            must_change_password: false,
        }
    }

    fn unit(&self, name: &str) -> Result<DepartmentId> {
        self.departments
            .get(name)
            .copied()
            .with_context(|| format!("no unit {name}"))
    }

    async fn units(&mut self, region: RegionId, kind: DepartmentKind, names: &[String]) -> Result<()> {
        let new = names
            .iter()
            .map(|name| NewDepartment {
                name: name.clone(),
                kind,
            })
            .collect();
        let ids = department::command::create(self.app, region, new).await?;
        self.departments.extend(names.iter().cloned().zip(ids));
        Ok(())
    }

    async fn people(&mut self, region: RegionId, people: Vec<LoadUser>) -> Result<()> {
        user::command::load(self.app, region, people).await?;
        Ok(())
    }
}
