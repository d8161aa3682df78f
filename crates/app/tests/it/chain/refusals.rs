//! Refusals in the chain: each named, many together, none lost.

use chrono::TimeDelta;
use duban_app::event::denial::{self, Denial};
use duban_app::event::query::{TrailFilter, trail};
use duban_app::paging::PageRequest;
use duban_core::id::{MatterId, UserId};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Fixture, fixture};

const ACT: &str = "POST /api/v1/matters/{id}/actions/{action}";

fn refused(action: &str, matter: u128) -> Denial {
    Denial {
        action: Some(action.to_owned()),
        matter: Some(MatterId(Uuid::from_u128(matter))),
        ..Denial::new(ACT)
    }
}

/// The refusals in the chain, oldest first: of whom, of which matter, and the particulars.
async fn reported(f: &Fixture) -> Vec<(UserId, Option<u128>, Value)> {
    let filter = TrailFilter {
        action: Some("refused".into()),
        ..TrailFilter::default()
    };
    let page = trail(&f.app, &f.ctx("auditor").await, &filter, &PageRequest::default())
        .await
        .expect("a trail");
    let reported = page.items.into_iter().rev().map(|event| {
        (
            event.actor.expect("a person").id.into(),
            event.matter_id.map(|id| id.0.as_u128()),
            Value::Object(event.after),
        )
    });
    reported.collect()
}

#[tokio::test]
async fn the_first_denial_is_recorded_at_once_and_the_rest_in_one_event() {
    let f = fixture().await;
    let (handler, leader) = (f.ctx("d01").await, f.ctx("leader2").await);
    for _ in 0..3000 {
        denial::record(&f.app, &handler, refused("cancel", 7))
            .await
            .expect("recorded");
    }
    denial::record(&f.app, &handler, refused("close", 7))
        .await
        .expect("recorded");
    denial::record(&f.app, &leader, refused("cancel", 8))
        .await
        .expect("recorded");
    let one = |action: &str| json!({ "operation": ACT, "action": action });
    let at_once = [
        (f.user("d01"), Some(7), one("cancel")),
        (f.user("d01"), Some(7), one("close")),
        (f.user("leader2"), Some(8), one("cancel")),
    ];
    assert_eq!(reported(&f).await, at_once);
    denial::record_due(&f.app).await.expect("told");
    assert_eq!(reported(&f).await.len(), 3, "not yet");
    f.wall.advance(TimeDelta::minutes(1));
    denial::record_due(&f.app).await.expect("told");
    let rest = json!({ "operation": ACT, "action": "cancel", "times": 2999 });
    assert_eq!(reported(&f).await[3..], [(f.user("d01"), Some(7), rest)]);
    // What comes within the next minute waits again, and what waits is told before the process ends.
    for matter in [7, 8, 8] {
        denial::record(&f.app, &handler, refused("cancel", matter))
            .await
            .expect("recorded");
    }
    assert_eq!(reported(&f).await.len(), 4);
    denial::record_all(&f.app).await.expect("told");
    let ids = [7, 8].map(Uuid::from_u128);
    let rest = json!({ "operation": ACT, "action": "cancel", "times": 3, "matter_ids": ids });
    assert_eq!(reported(&f).await[4..], [(f.user("d01"), None, rest)]);
    denial::record_all(&f.app).await.expect("told");
    assert_eq!(reported(&f).await.len(), 5, "once");
}

#[tokio::test]
async fn guessing_ids_is_recorded_and_single_misses_are_not() {
    let f = fixture().await;
    let handler = f.ctx("d01").await;
    let miss = async |times: u32| {
        for _ in 0..times {
            denial::not_found(&f.app, &handler, "GET /api/v1/matters/{id}".to_owned())
                .await
                .expect("counted");
        }
    };
    miss(19).await;
    f.wall.advance(TimeDelta::minutes(1));
    miss(19).await;
    assert!(reported(&f).await.is_empty(), "now and then");
    miss(30).await;
    let trace = |times: u32| {
        let after = json!({ "operation": "GET /api/v1/matters/{id}", "reason": "not_found", "times": times });
        (f.user("d01"), None, after)
    };
    assert_eq!(reported(&f).await, [trace(20)]);
    f.wall.advance(TimeDelta::minutes(1));
    denial::record_due(&f.app).await.expect("told");
    assert_eq!(reported(&f).await, [trace(20), trace(29)]);
}

#[tokio::test]
async fn a_denial_that_could_not_be_written_is_recorded_later() {
    let f = fixture().await;
    let handler = f.ctx("d01").await;
    f.sql("ALTER TABLE chain_head RENAME TO chain_head_away").await;
    denial::record(&f.app, &handler, refused("cancel", 7))
        .await
        .expect_err("no chain");
    f.sql("ALTER TABLE chain_head_away RENAME TO chain_head").await;
    denial::record_due(&f.app).await.expect("told");
    let after = json!({ "operation": ACT, "action": "cancel" });
    assert_eq!(reported(&f).await, [(f.user("d01"), Some(7), after)]);
}
