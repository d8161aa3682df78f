//! The clock of a demonstration, which several processes share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use duban_app::AppError;
use duban_app::demo::DemoClock;
use duban_core::clock::Clock;
use tokio::runtime::Handle;
use tokio::task::block_in_place;

use crate::support::{START, empty};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// The demo walks while another request or another process reads the clock.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reading_the_clock_keeps_a_concurrent_move() {
    let (start, between, later) = (at(START), at("2023-02-20T01:00:00Z"), at("2023-03-20T01:00:00Z"));
    for by_the_same_process in [true, false] {
        let f = empty().await;
        let clock = DemoClock::new(start);
        clock.load(&f.app).await.expect("kept");
        let (mover, app, moved) = (clock.clone(), f.app.clone(), AtomicBool::new(false));
        let between_read_and_use = Arc::new(move |sql: &str| {
            if sql.contains("app_state") && !moved.swap(true, Ordering::SeqCst) {
                block_in_place(|| Handle::current().block_on(mover.set(&app, later))).expect("moved");
            }
        });
        let disturbed = f.watched_app(between_read_and_use).await;
        if by_the_same_process {
            clock.load(&disturbed).await.expect("loaded");
        } else {
            let elsewhere = DemoClock::new(start);
            elsewhere.load(&disturbed).await.expect("loaded");
            let back = elsewhere.set(&disturbed, between).await;
            assert!(matches!(back, Err(AppError::Invalid(_))), "{back:?}");
            assert_eq!(elsewhere.now(), later);
        }
        assert_eq!(clock.now(), later);
    }
}

#[tokio::test]
async fn the_demo_clock_is_kept_and_never_goes_back() {
    let f = empty().await;
    let start: DateTime<Utc> = START.parse().expect("an instant");
    let later: DateTime<Utc> = "2023-03-20T01:00:00Z".parse().expect("an instant");
    let clock = DemoClock::new(start);
    clock.load(&f.app).await.expect("kept");
    clock.set(&f.app, later).await.expect("moved");
    assert_eq!(clock.now(), later);
    let back = clock.set(&f.app, start).await;
    assert!(matches!(back, Err(AppError::Invalid(_))));
    let beyond = clock
        .set(&f.app, "2099-01-01T00:00:00Z".parse().expect("an instant"))
        .await;
    assert!(matches!(beyond, Err(AppError::Invalid(_))));

    let elsewhere = DemoClock::new(start);
    elsewhere.load(&f.app).await.expect("loaded");
    assert_eq!(
        elsewhere.now(),
        later,
        "another process or the next start goes on from there"
    );
}

/// A second process repeats the walk of a request whose answer was lost, from where the clock was at last look.
#[tokio::test]
async fn a_stop_that_another_process_has_passed_is_reached() {
    let f = empty().await;
    let (stop, there) = (at("2023-02-20T01:00:00Z"), at("2023-02-20T02:00:00Z"));
    let (clock, behind) = (DemoClock::new(at(START)), DemoClock::new(at(START)));
    clock.set(&f.app, there).await.expect("moved");
    assert_eq!(behind.reach(&f.app, stop).await.expect("reached"), there);
    assert_eq!(behind.now(), there);
    behind.set(&f.app, there).await.expect("nothing is left to move");
}
