//! What belongs to a region and to the installation: units, plans, calendar, state.

use chrono::NaiveDate;
use duban_app::demo;
use duban_app::plan::command::{NewPlan, NewTarget};
use duban_app::user::input::NewUser;
use duban_app::{App, AppError, Ctx, calendar, department, key_value, matter, plan, region, user};
use duban_core::word::DepartmentKind;
use serde_json::json;

use crate::support::accounts::{NEW, handler};
use crate::support::fixture;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[tokio::test]
async fn departments_leaders_and_plans_are_those_of_the_region() {
    let f = fixture().await;
    let names = |views: Vec<department::DepartmentView>| {
        views
            .into_iter()
            .map(|view| (view.name, view.kind))
            .collect::<Vec<_>>()
    };
    let listed = department::query::list(&f.app, &f.ctx("d01").await)
        .await
        .expect("departments");
    let expected = [
        ("县政府督查室", DepartmentKind::SupervisionOffice),
        ("县发展和改革局", DepartmentKind::Department),
        ("县工业和信息化局", DepartmentKind::Department),
        ("市发展和改革委员会", DepartmentKind::CityDepartment),
    ];
    assert_eq!(
        names(listed),
        expected.map(|(name, kind)| (name.to_owned(), kind))
    );
    let above = department::query::list(&f.app, &f.ctx("shiducha").await)
        .await
        .expect("departments");
    assert_eq!(above.len(), 1, "the city's own");

    let leaders = user::query::leaders(&f.app, &f.ctx("ducha1").await)
        .await
        .expect("leaders");
    let seen: Vec<_> = leaders
        .iter()
        .map(|leader| (leader.id, leader.departments.len()))
        .collect();
    assert_eq!(
        seen,
        [
            (f.user("xianzhang"), 0),
            (f.user("leader1"), 1),
            (f.user("leader2"), 1)
        ]
    );

    let target = NewTarget {
        indicator: "地区生产总值".to_owned(),
        growth_tenths: 85,
        period: "quarter".to_owned(),
        leader_post: "常务副县长".to_owned(),
        lead_department: "县发展和改革局".to_owned(),
    };
    let new = NewPlan {
        title: "开门红".to_owned(),
        from_on: day("2023-01-01"),
        to_on: day("2023-03-31"),
        goal: "高于全市平均".to_owned(),
        targets: vec![target],
    };
    let backwards = NewPlan {
        to_on: day("2022-12-31"),
        ..new.clone()
    };
    let refused = plan::command::create(&f.app, f.county, backwards).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))));
    let id = plan::command::create(&f.app, f.county, new).await.expect("plan");
    let plans = plan::query::list(&f.app, &f.ctx("tongji").await)
        .await
        .expect("plans");
    assert_eq!(plans.len(), 1);
    assert_eq!((plans[0].id, plans[0].targets[0].growth), (id, 8.5));
    assert!(
        plan::query::list(&f.app, &f.ctx("lin-ducha").await)
            .await
            .expect("plans")
            .is_empty()
    );
    let refused = plan::query::list(&f.app, &f.ctx("auditor").await).await;
    assert!(matches!(refused, Err(AppError::Forbidden)));
}

#[tokio::test]
async fn the_seeded_calendar_is_the_shipped_one() {
    let f = fixture().await;
    let shipped = calendar::load(&f.app).await.expect("calendar");
    calendar::seed(&f.app).await.expect("seeded");
    calendar::seed(&f.app)
        .await
        .expect("a second time changes nothing");
    let loaded = calendar::load(&f.app).await.expect("calendar");
    assert_eq!(shipped, loaded);
    let rows = f.number("SELECT COUNT(*) AS n FROM calendar_day").await;
    assert_eq!(rows, i64::try_from(shipped.days().len()).expect("small"));
    assert_eq!(loaded.add(day("2023-01-20"), 3), day("2023-01-30"));

    let ctx = f.ctx("d01").await;
    let year = calendar::year(&f.app, &ctx, 2023).await.expect("year");
    assert_eq!(year.days.len(), 365);
    let festival = year
        .days
        .iter()
        .find(|d| d.date == day("2023-01-23"))
        .expect("a day");
    assert_eq!((festival.kind.as_str(), festival.provisional), ("holiday", false));
    assert!(matches!(
        calendar::year(&f.app, &ctx, 1999).await,
        Err(AppError::NotFound)
    ));
}

#[tokio::test]
async fn state_is_read_back_and_demo_accounts_are_complete() {
    let f = fixture().await;
    assert_eq!(key_value::get(&f.app, "k").await.expect("state"), None);
    for value in ["one", "two"] {
        key_value::set(&f.app, "k", value).await.expect("written");
        assert_eq!(
            key_value::get(&f.app, "k").await.expect("state").as_deref(),
            Some(value)
        );
    }
    // Accounts made later and passwords that were changed are nobody's to show.
    let admin = f.ctx("sysadmin").await;
    let made = NewUser {
        department_id: Some(f.d01),
        ..handler("made-later")
    };
    user::command::create(&f.app, &admin, made).await.expect("made");
    user::command::set_password(&f.app, &admin, f.user("d02"), NEW)
        .await
        .expect("set");
    let accounts = demo::accounts(&f.app).await.expect("accounts");
    let shown: Vec<&str> = accounts.iter().map(|account| account.username.as_str()).collect();
    assert_eq!(shown.len(), 17, "{shown:?}");
    assert!(!shown.contains(&"d02") && !shown.contains(&"made-later"));
    let handler = accounts
        .iter()
        .find(|account| account.username == "d01")
        .expect("d01");
    assert_eq!(
        (handler.unit.as_deref(), handler.region.as_str()),
        (Some("县发展和改革局"), "师宗县")
    );
}

/// A process learns of the link seconds later; what it registers meanwhile is below the city all the same.
#[tokio::test]
async fn linking_a_county_covers_its_matters() {
    let f = fixture().await;
    f.sql("UPDATE region SET city_id = NULL WHERE code = '530323'")
        .await;
    let register = async |app: &App| {
        let directory = app.directory().await.expect("directory");
        let actor = directory.actor(f.user("ducha1")).expect("an active account");
        let ctx = Ctx {
            actor,
            request_id: None,
        };
        let new = json!({
            "kind": "task", "title": "并网", "requirement": "按期完成", "leader_id": f.user("leader1"),
            "lead_department_id": f.d01, "due_on": "2023-03-31",
        });
        let new = serde_json::from_value(new).expect("a new matter");
        matter::command::create(app, &ctx, new).await.expect("registered");
    };
    let (alone, late) = (f.second_app().await, f.second_app().await);
    register(&alone).await;
    late.directory().await.expect("read before the link");
    region::command::link(&alone, f.county, f.city, true)
        .await
        .expect("linked");
    register(&late).await;
    let below = "SELECT COUNT(*) AS n FROM matter WHERE city_id IS NOT NULL";
    assert_eq!(f.number(below).await, 2);
}
