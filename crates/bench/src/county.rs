//! The county that is measured on: as many units and people as a real one has.

use anyhow::Result;
use duban_app::department::command::NewDepartment;
use duban_app::region::command::NewRegion;
use duban_app::user::command::LoadUser;
use duban_app::{App, department, region, user};
use duban_core::id::DepartmentId;
use duban_core::word::{DepartmentKind, RegionLevel, Role};
use uuid::Uuid;

/// Everyone's password.
pub(crate) const PASSWORD: &str = "Correct-Horse-9";
/// Who registers matters and looks at lists.
pub(crate) const SUPERVISOR: &str = "ducha1";
/// The county's code.
pub(crate) const CODE: &str = "530323";

/// Departments and townships.
const UNITS: usize = 37;
const LEADERS: usize = 8;

/// What the baseline and the load know about the county.
#[derive(Debug, Clone)]
pub(crate) struct County {
    pub(crate) region: Uuid,
    pub(crate) city: Uuid,
    pub(crate) supervisor: Uuid,
    pub(crate) leaders: Vec<Named>,
    pub(crate) units: Vec<Unit>,
}

/// A person or a unit with the name that lists show.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) id: Uuid,
    pub(crate) name: String,
}

/// A department with its two people.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) unit: Named,
    pub(crate) handler: Uuid,
    pub(crate) head: Uuid,
}

/// Writes city, county, units and accounts into a migrated database.
pub(crate) async fn set_up(app: &App) -> Result<()> {
    let city = NewRegion::new("530300", "曲靖市", RegionLevel::City);
    let city = region::command::create(app, city).await?;
    let county = NewRegion::new(CODE, "师宗县", RegionLevel::County).under(city);
    let county = region::command::create(app, county).await?;
    let units = (1..=UNITS).map(|n| NewDepartment {
        name: format!("县第{n:02}重点工作推进局"),
        kind: DepartmentKind::Department,
    });
    let units = department::command::create(app, county, units.collect()).await?;
    let password_hash = user::password::hash(PASSWORD).await?;
    let account = |username: String, name: String, role: Role, department: Option<DepartmentId>| LoadUser {
        username,
        post: Some(name.clone()),
        name,
        role,
        department,
        liaison: None,
        portfolio: Vec::new(),
        password_hash: password_hash.clone(),
        must_change_password: false,
    };
    let mut people = vec![account(
        SUPERVISOR.to_owned(),
        "督查员".to_owned(),
        Role::Supervisor,
        None,
    )];
    for n in 1..=LEADERS {
        people.push(account(
            format!("leader{n}"),
            format!("副县长{n}"),
            Role::Leader,
            None,
        ));
    }
    for (n, unit) in (1..).zip(units) {
        let (head, handler) = (format!("负责人{n}"), format!("经办人{n}"));
        people.push(account(
            format!("d{n:02}-head"),
            head,
            Role::DepartmentHead,
            Some(unit),
        ));
        people.push(account(format!("d{n:02}"), handler, Role::Handler, Some(unit)));
    }
    user::command::load(app, county, people).await?;
    Ok(())
}
