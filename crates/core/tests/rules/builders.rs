//! A county with its people, a matter, a calendar.

use std::sync::LazyLock;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use duban_core::actor::Actor;
use duban_core::calendar::Calendar;
use duban_core::id::{DepartmentId, RegionId, UserId};
use duban_core::matter::MatterFacts;
use duban_core::matter::lifecycle::TransitionContext;
use duban_core::region::Zone;
use duban_core::word::{CoPart, EscalationStatus, Role, Stage, Status};
use uuid::Uuid;

pub(crate) static CAL: LazyLock<Calendar> = LazyLock::new(Calendar::shipped);

pub(crate) const COUNTY: RegionId = RegionId(Uuid::from_u128(1));
pub(crate) const OTHER_COUNTY: RegionId = RegionId(Uuid::from_u128(2));
pub(crate) const CITY: RegionId = RegionId(Uuid::from_u128(3));
pub(crate) const LEAD: DepartmentId = DepartmentId(Uuid::from_u128(11));
pub(crate) const CO: DepartmentId = DepartmentId(Uuid::from_u128(12));
pub(crate) const STRANGER: DepartmentId = DepartmentId(Uuid::from_u128(13));
pub(crate) const OFFICE: DepartmentId = DepartmentId(Uuid::from_u128(14));

/// `2023-01-20` as a date.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("{text} is a date"))
}

/// An instant of the region's local time.
pub(crate) fn at(date: &str, hour: u32, minute: i64) -> DateTime<Utc> {
    Zone::SHANGHAI.instant_at(day(date), hour) + Duration::minutes(minute)
}

/// Everybody that the policy tells apart, in the order of the grid.
pub(crate) fn personas() -> Vec<(&'static str, Actor)> {
    use Role::{
        Auditor, CitySupervisor, CountyHead, DepartmentHead, Handler, Leader, SecurityAdmin, Statistician,
        Supervisor, SystemAdmin,
    };
    let person = |number, role, region, department| Actor {
        user: UserId(Uuid::from_u128(number)),
        role,
        region,
        department,
        portfolio: Vec::new(),
        counties: Vec::new(),
    };
    let leader = |number, portfolio: &[DepartmentId]| Actor {
        portfolio: portfolio.to_vec(),
        ..person(number, Leader, COUNTY, None)
    };
    let city = |number, counties: &[RegionId]| Actor {
        counties: counties.to_vec(),
        ..person(number, CitySupervisor, CITY, None)
    };
    vec![
        ("county_head", person(101, CountyHead, COUNTY, None)),
        ("leader_of_matter", leader(102, &[])),
        ("leader_of_lead", leader(103, &[LEAD])),
        ("leader_of_co", leader(104, &[CO])),
        ("leader_other", leader(105, &[STRANGER])),
        ("supervisor", person(106, Supervisor, COUNTY, Some(OFFICE))),
        ("supervisor_second", person(107, Supervisor, COUNTY, Some(OFFICE))),
        ("supervisor_in_lead", person(108, Supervisor, COUNTY, Some(LEAD))),
        ("head_of_lead", person(109, DepartmentHead, COUNTY, Some(LEAD))),
        ("handler_of_lead", person(110, Handler, COUNTY, Some(LEAD))),
        ("head_of_co", person(111, DepartmentHead, COUNTY, Some(CO))),
        ("handler_of_co", person(112, Handler, COUNTY, Some(CO))),
        ("handler_other", person(113, Handler, COUNTY, Some(STRANGER))),
        ("handler_unplaced", person(114, Handler, COUNTY, None)),
        ("city_supervisor", city(115, &[COUNTY, OTHER_COUNTY])),
        ("city_elsewhere", city(116, &[OTHER_COUNTY])),
        (
            "county_head_elsewhere",
            person(117, CountyHead, OTHER_COUNTY, None),
        ),
        (
            "supervisor_elsewhere",
            person(118, Supervisor, OTHER_COUNTY, Some(OFFICE)),
        ),
        (
            "handler_elsewhere",
            person(119, Handler, OTHER_COUNTY, Some(LEAD)),
        ),
        ("statistician", person(120, Statistician, COUNTY, None)),
        ("system_admin", person(121, SystemAdmin, COUNTY, None)),
        ("security_admin", person(122, SecurityAdmin, COUNTY, None)),
        ("auditor", person(123, Auditor, COUNTY, None)),
    ]
}

/// One of them by name.
pub(crate) fn persona(name: &str) -> Actor {
    let found = personas().into_iter().find(|(other, _)| *other == name);
    found.unwrap_or_else(|| panic!("{name} is a persona")).1
}

/// A matter in a status, issued on Friday 2023-01-20 and due on 2023-03-20.
pub(crate) fn matter(status: Status) -> MatterFacts {
    let drafted = matches!(status, Status::Draft | Status::PendingApproval);
    MatterFacts {
        region: COUNTY,
        city_on_system: true,
        city_has_departments: true,
        status,
        stage: Stage::County,
        leader: persona("leader_of_matter").user,
        lead_department: LEAD,
        co_departments: vec![(CO, CoPart::Pending)],
        has_basis: true,
        due_on: day("2023-03-20"),
        issued_on: (!drafted).then(|| day("2023-01-20")),
        claimed_by_department: None,
        claimed_by_office: false,
        verified_by: None,
        solved_from: None,
        objection_overruled: false,
        resolution: None,
        escalation: None,
        city_answer: None,
        ever_submitted: false,
        extensions_approved: 0,
        extension_pending: false,
        close_delegated: true,
        extension_limit: 2,
        objection_days: 3,
    }
}

/// The same matter while the city is responsible.
pub(crate) fn with_city(escalation: EscalationStatus) -> MatterFacts {
    MatterFacts {
        stage: Stage::City,
        escalation: Some(escalation),
        ever_submitted: true,
        ..matter(Status::InProgress)
    }
}

/// A person acting on 2023-01-30 without any inputs.
pub(crate) fn by(actor: &Actor) -> TransitionContext<'_> {
    TransitionContext {
        today: day("2023-01-30"),
        calendar: &CAL,
        actor,
        new_due_on: None,
        event_on: None,
        department: None,
    }
}

/// Compares a printed grid with the committed one; `UPDATE_GRIDS=1` writes it.
pub(crate) fn check_grid(name: &str, printed: &str) {
    let path = format!("{}/grids/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_GRIDS").is_some() {
        std::fs::write(&path, printed).expect("the grid is written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differing = printed
        .lines()
        .zip(kept.lines())
        .position(|(new, old)| new != old);
    let line = differing.unwrap_or_else(|| printed.lines().count().min(kept.lines().count()));
    assert!(
        printed == kept,
        "{name} differs from grids/{name}.txt at line {}:\n  kept    {}\n  printed {}\nUPDATE_GRIDS=1 accepts it",
        line + 1,
        kept.lines().nth(line).unwrap_or("(end)"),
        printed.lines().nth(line).unwrap_or("(end)"),
    );
}
