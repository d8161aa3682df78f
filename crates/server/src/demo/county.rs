//! Reads `shizong.toml` and sets up the city, the county, and a second county next to it.

use std::collections::HashMap;

use anyhow::{Context, anyhow};
use chrono::NaiveDate;
use duban_app::department::command::{self as department, NewDepartment};
use duban_app::plan::command::{self as plan, NewPlan, NewTarget};
use duban_app::region::command::{self as region, NewRegion};
use duban_app::user::command::LoadUser;
use duban_app::{App, calendar, demo, user};
use duban_core::id::{DepartmentId, RegionId};
use duban_core::word::{DepartmentKind, RegionLevel, Role};
use serde::Deserialize;

const COUNTY: &str = include_str!("../../demo/shizong.toml");

#[derive(Deserialize)]
struct File {
    region: Region,
    plan: Plan,
    leaders: Vec<Leader>,
    departments: Departments,
}

#[derive(Deserialize)]
struct Region {
    code: String,
    name: String,
    city: City,
}

#[derive(Deserialize)]
struct City {
    code: String,
    name: String,
}

#[derive(Deserialize)]
struct Plan {
    title: String,
    from: NaiveDate,
    to: NaiveDate,
    goal: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    indicator: String,
    growth: f64,
    leader: String,
    lead: String,
    period: String,
}

#[derive(Deserialize)]
struct Leader {
    post: String,
    #[serde(default)]
    portfolio: Vec<String>,
}

#[derive(Deserialize)]
struct Departments {
    supervision_office: String,
    county: Vec<String>,
    townships: Vec<String>,
    city: Vec<String>,
}

type ByName = HashMap<String, DepartmentId>;

pub(super) async fn load(app: &App) -> anyhow::Result<()> {
    let file: File = toml::from_str(COUNTY).context("demo/shizong.toml")?;
    calendar::seed(app).await?;
    // One hash for all: the password is written on the sign-in page anyway.
    let hash = user::password::hash(demo::PASSWORD).await?;
    let city = city(app, &file, &hash).await?;
    county(app, file, city, &hash).await?;
    neighbour(app, city, &hash).await
}

async fn city(app: &App, file: &File, hash: &str) -> anyhow::Result<RegionId> {
    let City { code, name } = &file.region.city;
    let region = region::create(app, NewRegion::new(code, name, RegionLevel::City)).await?;
    let names = file.departments.city.iter().map(|name| (name.as_str(), DepartmentKind::CityDepartment));
    let departments = departments(app, region, names).await?;
    let office = file.departments.city.first().and_then(|name| departments.get(name)).copied();
    let person = account("shiducha", "市级督查员", Role::CitySupervisor, hash);
    user::command::load(app, region, vec![LoadUser { department: office, ..person }]).await?;
    Ok(region)
}

async fn county(app: &App, file: File, city: RegionId, hash: &str) -> anyhow::Result<()> {
    let new = NewRegion::new(&file.region.code, &file.region.name, RegionLevel::County).under(city);
    let region = region::create(app, new).await?;
    let Departments { supervision_office, county, townships, .. } = &file.departments;
    let names = std::iter::once((supervision_office.as_str(), DepartmentKind::SupervisionOffice))
        .chain(county.iter().map(|name| (name.as_str(), DepartmentKind::Department)))
        .chain(townships.iter().map(|name| (name.as_str(), DepartmentKind::Township)));
    let departments = departments(app, region, names).await?;
    let find = |name: &str| {
        departments.get(name).copied().ok_or_else(|| anyhow!("demo/shizong.toml: no department {name:?}"))
    };
    let office = find(supervision_office)?;
    let mut people = Vec::new();
    for (at, leader) in file.leaders.iter().enumerate() {
        let (username, role) = match at {
            0 => ("xianzhang".to_owned(), Role::CountyHead),
            n => (format!("leader{n}"), Role::Leader),
        };
        people.push(LoadUser {
            post: Some(leader.post.clone()),
            portfolio: leader.portfolio.iter().map(|name| find(name)).collect::<Result<_, _>>()?,
            liaison: Some("ducha2".to_owned()),
            ..account(&username, &leader.post, role, hash)
        });
    }
    for (username, name) in [("ducha-head", "督查室主任"), ("ducha1", "督查员甲"), ("ducha2", "督查员乙(领导联络员)")]
    {
        let person = account(username, name, Role::Supervisor, hash);
        people.push(LoadUser { department: Some(office), ..person });
    }
    for (prefix, names) in [('d', county), ('t', townships)] {
        for (number, name) in (1..).zip(names) {
            people.extend(staff(&format!("{prefix}{number:02}"), name, find(name)?, hash));
        }
    }
    let statistics = find("县统计局")?;
    for (username, name, role, department) in [
        ("tongji", "统计员", Role::Statistician, Some(statistics)),
        ("sysadmin", "系统管理员", Role::SystemAdmin, None),
        ("secadmin", "安全管理员", Role::SecurityAdmin, None),
        ("auditor", "审计管理员", Role::Auditor, None),
    ] {
        people.push(LoadUser { department, ..account(username, name, role, hash) });
    }
    user::command::load(app, region, people).await?;
    let targets = file.plan.targets.into_iter().map(|target| NewTarget {
        indicator: target.indicator,
        growth_tenths: tenths(target.growth),
        period: target.period,
        leader_post: target.leader,
        lead_department: target.lead,
    });
    let new = NewPlan {
        title: file.plan.title,
        from_on: file.plan.from,
        to_on: file.plan.to,
        goal: file.plan.goal,
        targets: targets.collect(),
    };
    plan::create(app, region, new).await?;
    Ok(())
}

/// A second county under the same city, to show that nothing leaks.
async fn neighbour(app: &App, city: RegionId, hash: &str) -> anyhow::Result<()> {
    let new = NewRegion::new("530399", "邻县(演示)", RegionLevel::County).under(city);
    let region = region::create(app, new).await?;
    let names = [
        ("邻县政府督查室", DepartmentKind::SupervisionOffice),
        ("邻县发展和改革局", DepartmentKind::Department),
    ];
    let departments = departments(app, region, names).await?;
    let own = |name: &str| departments.get(name).copied();
    let mut people = vec![
        LoadUser {
            post: Some("县长".to_owned()),
            ..account("lin-xianzhang", "邻县县长", Role::CountyHead, hash)
        },
        LoadUser {
            post: Some("副县长".to_owned()),
            portfolio: own("邻县发展和改革局").into_iter().collect(),
            ..account("lin-leader", "邻县副县长", Role::Leader, hash)
        },
        LoadUser {
            department: own("邻县政府督查室"),
            ..account("lin-ducha", "邻县督查员", Role::Supervisor, hash)
        },
    ];
    if let Some(department) = own("邻县发展和改革局") {
        people.extend(staff("lin-d01", "邻县发展和改革局", department, hash));
    }
    user::command::load(app, region, people).await?;
    Ok(())
}

async fn departments<'a>(
    app: &App,
    region: RegionId,
    names: impl IntoIterator<Item = (&'a str, DepartmentKind)>,
) -> anyhow::Result<ByName> {
    let new: Vec<_> =
        names.into_iter().map(|(name, kind)| NewDepartment { name: name.to_owned(), kind }).collect();
    let names: Vec<_> = new.iter().map(|department| department.name.clone()).collect();
    let ids = department::create(app, region, new).await?;
    Ok(names.into_iter().zip(ids).collect())
}

/// The head and the handler of a department.
fn staff(username: &str, name: &str, department: DepartmentId, hash: &str) -> [LoadUser; 2] {
    let head = account(&format!("{username}-head"), &format!("{name}负责人"), Role::DepartmentHead, hash);
    let handler = account(username, &format!("{name}经办人"), Role::Handler, hash);
    [
        LoadUser { department: Some(department), ..head },
        LoadUser { department: Some(department), ..handler },
    ]
}

fn account(username: &str, name: &str, role: Role, hash: &str) -> LoadUser {
    LoadUser {
        username: username.to_owned(),
        name: name.to_owned(),
        post: None,
        role,
        department: None,
        liaison: None,
        portfolio: Vec::new(),
        password_hash: hash.to_owned(),
        must_change_password: false,
    }
}

/// Growth in per cent with one decimal, as whole tenths.
#[expect(clippy::cast_possible_truncation, reason = "targets are small numbers with one decimal")]
fn tenths(percent: f64) -> i32 {
    (percent * 10.0).round() as i32
}
