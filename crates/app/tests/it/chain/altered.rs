//! The chain of events tells what a database tool has done to it.

use duban_app::AppError;
use duban_app::event::print::{self, NewPrint};
use duban_app::event::query::{self, TrailFilter};
use duban_app::event::verify::{self, FirstBad, KeyMatch, Reason};
use duban_app::overdue::OverdueFilter;
use duban_app::paging::PageRequest;
use duban_app::session::command::{ClientInfo, Login, login};
use duban_core::event::Sheet;

use crate::support::{COUNTY, Fixture, PASSWORD, fixture};

const REGION: &str = "region_id = (SELECT id FROM region WHERE code = '530323')";

/// A county with some history: the set-up's events and two sign-ins.
async fn history() -> Fixture {
    assert!(REGION.contains(COUNTY));
    let f = fixture().await;
    for _ in 0..2 {
        let one = Login {
            username: "d01".to_owned(),
            password: PASSWORD.to_owned(),
        };
        login(&f.app, one, ClientInfo::default()).await.expect("session");
    }
    f
}

#[tokio::test]
async fn an_untouched_chain_is_whole() {
    let f = history().await;
    let verdict = verify::own(&f.app, &f.ctx("auditor").await)
        .await
        .expect("verdict");
    assert!(verdict.whole, "{verdict:?}");
    assert_eq!(
        verdict.checked,
        u64::try_from(verdict.head.seq).expect("positive")
    );
    assert!(verdict.checked >= 19);
    let all = verify::all(&f.app).await.expect("verdicts");
    let names: Vec<_> = all
        .iter()
        .map(|(name, verdict)| (name.as_str(), verdict.whole))
        .collect();
    assert_eq!(names, [("曲靖市", true), ("师宗县", true), ("邻县", true)]);
    for role in ["xianzhang", "ducha1", "sysadmin", "secadmin", "d01"] {
        let refused = verify::own(&f.app, &f.ctx(role).await).await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{role}");
    }
}

#[tokio::test]
async fn a_printed_sheet_is_in_the_trail_of_whoever_may_read_it() {
    let f = history().await;
    let all = || Some(OverdueFilter::default());
    let sheet = |query: &str| NewPrint {
        what: Sheet::Overdue,
        query: query.to_owned(),
        count: 7,
    };
    for (username, allowed) in [
        ("xianzhang", true),
        ("leader1", true),
        ("ducha1", true),
        ("d01", false),
        ("shiducha", false),
        ("auditor", false),
    ] {
        let reported = print::record(&f.app, &f.ctx(username).await, &sheet("leader=x"), all()).await;
        match reported {
            Ok(()) => assert!(allowed, "{username}"),
            Err(AppError::Forbidden) => assert!(!allowed, "{username}"),
            Err(error) => panic!("{username}: {error}"),
        }
    }
    assert_eq!(f.events("printed").await, 3);
    let office = f.ctx("ducha1").await;
    for (query, filter, code) in [
        ("x".repeat(501), all(), "too_long"),
        ("colour=red".to_owned(), None, "unknown_filter"),
    ] {
        let refused = print::record(&f.app, &office, &sheet(&query), filter).await;
        assert!(
            matches!(&refused, Err(AppError::Invalid(errors)) if errors[0].code == code),
            "{refused:?}"
        );
    }
    let auditor = f.ctx("auditor").await;
    let filter = TrailFilter {
        action: Some("printed".into()),
        ..TrailFilter::default()
    };
    let trail = query::trail(&f.app, &auditor, &filter, &PageRequest::default())
        .await
        .expect("trail");
    let newest = serde_json::to_value(&trail.items[0].after).expect("JSON");
    assert_eq!(
        newest,
        serde_json::json!({ "what": "overdue", "query": "leader=x", "count": 0 }),
        "what the server counts, whatever the page says"
    );
    assert!(verify::own(&f.app, &auditor).await.expect("verdict").whole);
}

#[tokio::test]
async fn each_kind_of_tampering_is_reported() {
    let damage = [
        (
            "UPDATE event SET note = 'nothing to see' WHERE seq = 7 AND",
            7,
            Reason::Altered,
        ),
        (
            "UPDATE event SET at = at + 1 WHERE seq = 1 AND",
            1,
            Reason::Altered,
        ),
        (
            "UPDATE event SET after_json = '{}' WHERE seq = 9 AND",
            9,
            Reason::Altered,
        ),
        (
            "UPDATE event SET actor_role = 'handler' WHERE seq = 2 AND",
            2,
            Reason::Altered,
        ),
        (
            "UPDATE event SET actor_id = NULL, rule = NULL WHERE seq = 8 AND",
            8,
            Reason::Altered,
        ),
        (
            "UPDATE event SET matter_id = region_id WHERE seq = 8 AND",
            8,
            Reason::Altered,
        ),
        (
            "UPDATE event SET action = 'logout' WHERE seq = 3 AND",
            3,
            Reason::Altered,
        ),
        ("UPDATE event SET mac = 'x' WHERE seq = 4 AND", 4, Reason::Altered),
        ("DELETE FROM event WHERE seq = 5 AND", 5, Reason::Missing),
        ("DELETE FROM event WHERE seq = 1 AND", 1, Reason::Missing),
        (
            "UPDATE event SET seq = seq + 1000 WHERE seq = 6 AND",
            6,
            Reason::Missing,
        ),
        ("DELETE FROM event WHERE seq > 12 AND", 13, Reason::CutOff),
        ("DELETE FROM event WHERE", 1, Reason::CutOff),
        ("UPDATE chain_head SET seq = 11 WHERE", 11, Reason::HeadAltered),
        ("UPDATE chain_head SET mac = 'x' WHERE", 0, Reason::HeadAltered),
        ("UPDATE event SET seq = -1 WHERE seq = 1 AND", 1, Reason::Missing),
        ("DELETE FROM chain_head WHERE", 0, Reason::HeadAltered),
        // The head's seal is altered, taken away, or covers a link that is not there yet.
        ("UPDATE chain_head SET seal = 'x' WHERE", 0, Reason::HeadAltered),
        ("UPDATE chain_head SET seal = NULL WHERE", 0, Reason::HeadAltered),
        (
            "UPDATE chain_head SET seal = NULL, sealed_seq = NULL WHERE",
            0,
            Reason::HeadAltered,
        ),
        (
            "UPDATE chain_head SET sealed_seq = 3 WHERE",
            0,
            Reason::HeadAltered,
        ),
        (
            "UPDATE chain_head SET sealed_seq = 5000 WHERE",
            0,
            Reason::HeadAltered,
        ),
    ];
    // SQLite keeps a text where a number or an id belongs.
    let unreadable = [
        (
            "UPDATE event SET actor_id = '018f0000-0000-7000-8000-000000000000' WHERE seq = 8 AND",
            8,
            Reason::Altered,
        ),
        ("UPDATE event SET at = 'x' WHERE seq = 3 AND", 3, Reason::Altered),
        (
            "UPDATE event SET at = 'x' WHERE seq > 15 AND",
            16,
            Reason::Altered,
        ),
        ("UPDATE chain_head SET seq = 'x' WHERE", 0, Reason::HeadAltered),
    ];
    let is_sqlite = fixture().await.is_sqlite();
    for (statement, seq, reason) in damage
        .into_iter()
        .chain(unreadable.into_iter().filter(|_| is_sqlite))
    {
        let f = history().await;
        let newest = verify::head(&f.app, f.county).await.expect("head").seq;
        f.sql(&format!("{statement} {REGION}")).await;
        let verdict = verify::region(&f.app, f.county).await.expect("verdict");
        let seq = if seq == 0 { newest } else { seq };
        assert!(!verdict.whole, "{statement}");
        assert_eq!(verdict.first_bad, Some(FirstBad { seq, reason }), "{statement}");
        let all = verify::all(&f.app).await.expect("verdicts");
        let whole: Vec<_> = all.iter().map(|(_, verdict)| verdict.whole).collect();
        assert_eq!(
            whole,
            [true, false, true],
            "another region's chain is its own: {statement}"
        );
        let fits = verify::match_keys(&f.app)
            .await
            .expect("the newest links are read");
        let emptied = statement == "DELETE FROM event WHERE";
        let expected = [
            KeyMatch::Match,
            if emptied { KeyMatch::Empty } else { KeyMatch::Match },
            KeyMatch::Match,
        ];
        assert_eq!(
            fits.iter().map(|(_, fit)| *fit).collect::<Vec<_>>(),
            expected,
            "the key is the same as before: {statement}"
        );
    }
}

#[tokio::test]
async fn rows_beyond_the_head_and_a_head_set_back_are_found() {
    let f = history().await;
    let kept = verify::head(&f.app, f.county).await.expect("head");
    assert!(verify::holds(&f.app, f.county, &kept).await.expect("holds"));

    // Head and tail agree again, so the chain alone looks whole …
    let twelve = format!("(SELECT mac FROM event WHERE seq = 12 AND {REGION})");
    f.sql(&format!(
        "UPDATE chain_head SET seq = 12, mac = {twelve} WHERE {REGION}"
    ))
    .await;
    let verdict = verify::region(&f.app, f.county).await.expect("verdict");
    assert_eq!(
        verdict.first_bad,
        Some(FirstBad {
            seq: 13,
            reason: Reason::PastHead
        })
    );
    f.sql(&format!("DELETE FROM event WHERE seq > 12 AND {REGION}"))
        .await;
    // … but for the head's seal, and for whoever kept yesterday's head.
    let verdict = verify::region(&f.app, f.county).await.expect("verdict");
    assert_eq!(
        verdict.first_bad,
        Some(FirstBad {
            seq: 12,
            reason: Reason::HeadAltered
        })
    );
    assert!(!verify::holds(&f.app, f.county, &kept).await.expect("holds"));
}

#[tokio::test]
async fn a_chain_longer_than_one_batch_is_checked_to_its_end() {
    let f = fixture().await;
    let admin = f.ctx("sysadmin").await;
    for n in 0..4 {
        let name = |i: i32| format!("单位{n}-{i}");
        let kind = duban_core::word::DepartmentKind::Department;
        let new = (0..300).map(|i| duban_app::department::command::NewDepartment { name: name(i), kind });
        duban_app::department::command::create(&f.app, f.county, new.collect())
            .await
            .expect("departments");
    }
    let verdict = verify::region(&f.app, admin.actor.region).await.expect("verdict");
    assert!(verdict.whole && verdict.checked > 1_200, "{verdict:?}");
    f.sql(&format!(
        "UPDATE event SET note = '' WHERE seq = 1150 AND {REGION}"
    ))
    .await;
    let verdict = verify::region(&f.app, f.county).await.expect("verdict");
    assert_eq!(
        verdict.first_bad,
        Some(FirstBad {
            seq: 1150,
            reason: Reason::Altered
        })
    );
    assert_eq!(verdict.checked, 1149);
}

#[tokio::test]
async fn concurrent_writers_keep_one_chain() {
    let f = fixture().await;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..24 {
        let (app, county) = (f.app.clone(), f.county);
        tasks.spawn(async move {
            let new = duban_app::department::command::NewDepartment {
                name: format!("单位{n}"),
                kind: duban_core::word::DepartmentKind::Department,
            };
            duban_app::department::command::create(&app, county, vec![new])
                .await
                .expect("department");
        });
    }
    let before = verify::region(&f.app, f.county).await.expect("verdict");
    assert!(before.whole, "while others write: {before:?}");
    tasks.join_all().await;
    let after = verify::region(&f.app, f.county).await.expect("verdict");
    assert!(after.whole, "{after:?}");
}
