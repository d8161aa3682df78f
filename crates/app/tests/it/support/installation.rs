//! The city, the two counties and the people of [`super::fixture`].

use std::collections::HashMap;

use duban_app::department::command::NewDepartment;
use duban_app::region::command::NewRegion;
use duban_app::user::command::LoadUser;
use duban_app::{App, department, region, user};
use duban_core::id::{DepartmentId, RegionId, UserId};
use duban_core::word::{DepartmentKind, RegionLevel, Role};
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::{COUNTY, PASSWORD};

/// Ids of what is there; nil where nothing was loaded.
#[derive(Debug, Clone)]
pub(crate) struct Installation {
    pub(crate) city: RegionId,
    pub(crate) county: RegionId,
    pub(crate) other_county: RegionId,
    /// The supervision office's own department.
    pub(crate) office: DepartmentId,
    pub(crate) d01: DepartmentId,
    pub(crate) d02: DepartmentId,
    /// 市发展和改革委员会.
    pub(crate) city_department: DepartmentId,
    users: HashMap<String, UserId>,
}

impl Default for Installation {
    fn default() -> Self {
        let nobody = Uuid::nil();
        Self {
            city: nobody.into(),
            county: nobody.into(),
            other_county: nobody.into(),
            office: nobody.into(),
            d01: nobody.into(),
            d02: nobody.into(),
            city_department: nobody.into(),
            users: HashMap::new(),
        }
    }
}

impl Installation {
    /// The id behind a user name; see [`super::fixture`] for who there is.
    pub(crate) fn user(&self, username: &str) -> UserId {
        self.users[username]
    }
}

pub(crate) async fn load(app: &App) -> Installation {
    let mut made = Installation::default();
    let city = NewRegion::new("530300", "曲靖市", RegionLevel::City);
    made.city = region::command::create(app, city).await.expect("city");
    let county = NewRegion::new(COUNTY, "师宗县", RegionLevel::County).under(made.city);
    made.county = region::command::create(app, county).await.expect("county");
    let other = NewRegion::new("530324", "邻县", RegionLevel::County).under(made.city);
    made.other_county = region::command::create(app, other).await.expect("other county");

    let above = departments(
        app,
        made.city,
        &[("市发展和改革委员会", DepartmentKind::CityDepartment)],
    )
    .await;
    made.city_department = above[0];
    let units = [
        ("县政府督查室", DepartmentKind::SupervisionOffice),
        ("县发展和改革局", DepartmentKind::Department),
        ("县工业和信息化局", DepartmentKind::Department),
    ];
    let units = departments(app, made.county, &units).await;
    (made.office, made.d01, made.d02) = (units[0], units[1], units[2]);
    let other = departments(
        app,
        made.other_county,
        &[("邻县发展和改革局", DepartmentKind::Department)],
    )
    .await;

    let (office, d01, d02) = (Some(made.office), Some(made.d01), Some(made.d02));
    let mut leader1 = account("leader1", Role::Leader, None).await;
    leader1.portfolio = vec![made.d01];
    leader1.liaison = Some("ducha1".to_owned());
    let mut leader2 = account("leader2", Role::Leader, None).await;
    leader2.portfolio = vec![made.d02];
    let people = vec![
        account("xianzhang", Role::CountyHead, None).await,
        leader1,
        leader2,
        account("ducha1", Role::Supervisor, office).await,
        account("ducha2", Role::Supervisor, office).await,
        account("d01-head", Role::DepartmentHead, d01).await,
        account("d01", Role::Handler, d01).await,
        account("d02-head", Role::DepartmentHead, d02).await,
        account("d02", Role::Handler, d02).await,
        account("tongji", Role::Statistician, None).await,
        account("sysadmin", Role::SystemAdmin, None).await,
        account("secadmin", Role::SecurityAdmin, None).await,
        account("auditor", Role::Auditor, None).await,
    ];
    let above = vec![account("shiducha", Role::CitySupervisor, None).await];
    let beside = vec![
        account("lin-leader", Role::Leader, None).await,
        account("lin-ducha", Role::Supervisor, None).await,
        account("lin-d01-head", Role::DepartmentHead, Some(other[0])).await,
        account("lin-d01", Role::Handler, Some(other[0])).await,
    ];
    for (region, people) in [
        (made.county, people),
        (made.city, above),
        (made.other_county, beside),
    ] {
        let names: Vec<String> = people.iter().map(|person| person.username.clone()).collect();
        let ids = user::command::load(app, region, people).await.expect("accounts");
        made.users.extend(names.into_iter().zip(ids));
    }
    made
}

async fn departments(app: &App, region: RegionId, units: &[(&str, DepartmentKind)]) -> Vec<DepartmentId> {
    let new = units.iter().map(|(name, kind)| NewDepartment {
        name: (*name).to_owned(),
        kind: *kind,
    });
    department::command::create(app, region, new.collect())
        .await
        .expect("departments")
}

async fn account(username: &str, role: Role, department: Option<DepartmentId>) -> LoadUser {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = HASH
        .get_or_init(|| async { user::password::hash(PASSWORD).await.expect("hash") })
        .await;
    LoadUser {
        username: username.to_owned(),
        name: format!("{username} 同志"),
        post: None,
        role,
        department,
        liaison: None,
        portfolio: Vec::new(),
        password_hash: hash.clone(),
        must_change_password: false,
    }
}
