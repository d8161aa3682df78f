//! The demo county as far as a ledger names it, and ways to make files that are not as they should be.

use std::collections::HashMap;

use duban_app::department::command::{self as department, NewDepartment};
use duban_app::import::{self, ImportRow, ImportView, Severity, Upload};
use duban_app::plan::command::{self as plan, NewPlan};
use duban_app::region::command::{self as region, NewRegion};
use duban_app::user::command::{self as user, LoadUser};
use duban_app::{App, AppError, Ctx};
use duban_core::id::{DepartmentId, PlanId, UserId};
use duban_core::word::{DepartmentKind, RegionLevel, Role};
use rust_xlsxwriter::Workbook;
use serde::Deserialize;

use crate::support::{Fixture, empty};

/// The ledger that the demo offers for download.
pub(crate) const LEDGER: &[u8] = include_bytes!("../../../../server/demo/ledger-2023q1.xlsx");
const COUNTY: &str = include_str!("../../../../server/demo/shizong.toml");

#[derive(Deserialize)]
struct Listed {
    plan: ListedPlan,
    leaders: Vec<ListedLeader>,
    departments: ListedDepartments,
}

#[derive(Deserialize)]
struct ListedPlan {
    title: String,
}

#[derive(Deserialize)]
struct ListedLeader {
    post: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    portfolio: Vec<String>,
}

#[derive(Deserialize)]
struct ListedDepartments {
    supervision_office: String,
    county: Vec<String>,
    townships: Vec<String>,
}

/// The county of `shizong.toml` with its plan, and a second county with a supervisor of its own.
pub(crate) struct County {
    pub(crate) f: Fixture,
    pub(crate) plan: PlanId,
    pub(crate) plan_title: String,
    pub(crate) supervisor: UserId,
    pub(crate) leader: UserId,
    pub(crate) stranger: UserId,
}

pub(crate) async fn county() -> County {
    let f = empty().await;
    let app = f.app.clone();
    let listed: Listed = toml::from_str(COUNTY).expect("the demo county");
    let id = region::create(&app, NewRegion::new("530323", "师宗县", RegionLevel::County))
        .await
        .expect("county");
    let other = region::create(&app, NewRegion::new("530324", "邻县", RegionLevel::County))
        .await
        .expect("county");
    let units = &listed.departments;
    let office = (&units.supervision_office, DepartmentKind::SupervisionOffice);
    let all: Vec<(&String, DepartmentKind)> = std::iter::once(office)
        .chain(units.county.iter().map(|name| (name, DepartmentKind::Department)))
        .chain(
            units
                .townships
                .iter()
                .map(|name| (name, DepartmentKind::Township)),
        )
        .collect();
    let new = all
        .iter()
        .map(|(name, kind)| NewDepartment {
            name: (*name).clone(),
            kind: *kind,
        })
        .collect();
    let ids = department::create(&app, id, new).await.expect("departments");
    let by_name: HashMap<&str, DepartmentId> = all
        .iter()
        .zip(&ids)
        .map(|((name, _), id)| (name.as_str(), *id))
        .collect();
    let mut people = vec![account("ducha1", Role::Supervisor)];
    people[0].department = Some(ids[0]);
    for (at, listed) in listed.leaders.iter().enumerate() {
        let role = if listed.role == "county_head" {
            Role::CountyHead
        } else {
            Role::Leader
        };
        let mut leader = account(&format!("leader{at}"), role);
        leader.name.clone_from(&listed.post);
        leader.post = Some(listed.post.clone());
        leader.portfolio = listed
            .portfolio
            .iter()
            .map(|name| by_name[name.as_str()])
            .collect();
        people.push(leader);
    }
    let people = user::load(&app, id, people).await.expect("accounts");
    let stranger = user::load(&app, other, vec![account("lin-ducha", Role::Supervisor)])
        .await
        .expect("account");
    let new = NewPlan {
        title: listed.plan.title.clone(),
        from_on: "2023-01-01".parse().expect("a date"),
        to_on: "2023-03-31".parse().expect("a date"),
        goal: String::new(),
        targets: Vec::new(),
    };
    let plan = plan::create(&app, id, new).await.expect("plan");
    let plan_title = listed.plan.title;
    County {
        f,
        plan,
        plan_title,
        supervisor: people[0],
        leader: people[1],
        stranger: stranger[0],
    }
}

fn account(username: &str, role: Role) -> LoadUser {
    LoadUser {
        username: username.to_owned(),
        name: username.to_owned(),
        post: None,
        role,
        department: None,
        liaison: None,
        portfolio: Vec::new(),
        password_hash: "nobody signs in here".to_owned(),
        must_change_password: false,
    }
}

impl County {
    pub(crate) fn app(&self) -> &App {
        &self.f.app
    }

    pub(crate) async fn ctx(&self, user: UserId) -> Ctx {
        let directory = self.app().directory().await.expect("directory");
        Ctx {
            actor: directory.actor(user).expect("an active account"),
            request_id: None,
        }
    }

    /// Uploads as the supervision office, for 2023 and the plan.
    pub(crate) async fn upload(&self, bytes: &[u8]) -> Result<ImportView, AppError> {
        let upload = Upload {
            file_name: "台账.xlsx".to_owned(),
            bytes: bytes.to_vec(),
            year: 2023,
            plan: Some(self.plan),
        };
        import::preview(self.app(), &self.ctx(self.supervisor).await, upload).await
    }

    /// Uploads a file that must be refused as a whole, and gives the code.
    pub(crate) async fn refused(&self, bytes: &[u8]) -> &'static str {
        match self.upload(bytes).await {
            Err(AppError::File(code)) => code,
            other => panic!("expected a refusal: {other:?}"),
        }
    }

    /// One task sheet with the usual header and these rows, uploaded.
    pub(crate) async fn rows(&self, rows: &[[&str; 7]]) -> Vec<ImportRow> {
        self.upload(&sheet(rows)).await.expect("a preview").rows
    }
}

/// Headings of [`sheet`].
pub(crate) const HEADINGS: [&str; 7] = [
    "序号",
    "目标任务",
    "责任领导",
    "牵头单位",
    "配合单位",
    "完成时限",
    "反馈频次",
];

/// A workbook with the usual header on row 1 and these rows below.
pub(crate) fn sheet(rows: &[[&str; 7]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(std::iter::once(&HEADINGS).chain(rows)) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, *cell).expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// A workbook of one sheet with these texts.
pub(crate) fn sheet_of(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write_string(row, column, *cell).expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// The codes of a row's problems, errors marked.
pub(crate) fn codes(row: &ImportRow) -> Vec<String> {
    let code = |problem: &import::Problem| match problem.severity {
        Severity::Error => format!("!{}", problem.code),
        Severity::Warning => problem.code.clone(),
    };
    row.problems.iter().map(code).collect()
}
