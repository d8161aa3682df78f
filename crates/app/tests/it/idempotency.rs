//! A write under one key is done once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::TimeDelta;
use duban_app::event::denial::Denial;
use duban_app::idempotency::{
    Begin, HeldKey, StoredAnswer, begin, finish, release, release_all_unwritten, renew, run_with_key, sweep,
};
use duban_app::store::{Fault, Faults, Point};
use duban_app::{App, AppError, Ctx, event};

use crate::support::fixture;

fn answer() -> StoredAnswer {
    StoredAnswer {
        status: 201,
        etag: Some("\"1\"".to_owned()),
        location: Some("/api/v1/matters/x".to_owned()),
        body: "{\"number\":\"督〔2023〕0001号\"}".to_owned(),
    }
}

/// Takes the key, which must be free.
async fn take(app: &App, ctx: &Ctx, key: &str, hash: &str) -> HeldKey {
    match begin(app, ctx, key, hash).await.expect("begin") {
        Begin::New(held) => held,
        other => panic!("{key} is not free: {other:?}"),
    }
}

#[tokio::test]
async fn the_second_request_is_given_the_first_answer() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let held = take(&f.app, &ctx, "k", "hash").await;
    assert_eq!(
        begin(&f.app, &ctx, "k", "hash").await.expect("begin"),
        Begin::InProgress
    );
    finish(&f.app, &held, answer()).await.expect("finish");
    assert_eq!(
        begin(&f.app, &ctx, "k", "hash").await.expect("begin"),
        Begin::Replay(answer())
    );
    let other = begin(&f.app, &ctx, "k", "another hash").await;
    assert!(matches!(other, Err(AppError::IdempotencyMismatch)));

    // Keys are personal.
    take(&f.app, &f.ctx("ducha2").await, "k", "hash").await;
}

#[tokio::test]
async fn a_released_key_is_free_and_a_finished_one_is_not() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let held = take(&f.app, &ctx, "k", "hash").await;
    release(&f.app, &held).await.expect("release");
    let held = take(&f.app, &ctx, "k", "corrected").await;
    finish(&f.app, &held, answer()).await.expect("finish");
    release(&f.app, &held).await.expect("release");
    assert_eq!(
        begin(&f.app, &ctx, "k", "corrected").await.expect("begin"),
        Begin::Replay(answer())
    );
}

#[tokio::test]
async fn the_key_of_a_dead_request_is_free_when_its_time_is_over() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let dead = take(&f.app, &ctx, "k", "hash").await;
    f.wall.advance(TimeDelta::milliseconds(3_999));
    assert_eq!(
        begin(&f.app, &ctx, "k", "hash").await.expect("begin"),
        Begin::InProgress
    );
    f.wall.advance(TimeDelta::milliseconds(1));
    let heir = take(&f.app, &ctx, "k", "hash").await;

    // It was only slow: what it would write now, another does already.
    let before = f.events("refused").await;
    let late = run_with_key(
        dead.clone(),
        event::denial::record(&f.app, &ctx, Denial::new("late")),
    )
    .await;
    assert!(matches!(late, Err(AppError::Conflict("in_progress"))), "{late:?}");
    assert_eq!(f.events("refused").await, before, "nothing was written");
    finish(&f.app, &dead, answer()).await.expect("finish");
    release(&f.app, &dead).await.expect("release");
    assert_eq!(
        begin(&f.app, &ctx, "k", "hash").await.expect("begin"),
        Begin::InProgress,
        "the key is its heir's"
    );
    run_with_key(
        heir.clone(),
        event::denial::record(&f.app, &ctx, Denial::new("in time")),
    )
    .await
    .expect("written");
    finish(&f.app, &heir, answer()).await.expect("finish");
    assert_eq!(
        begin(&f.app, &ctx, "k", "hash").await.expect("begin"),
        Begin::Replay(answer())
    );
}

#[tokio::test]
async fn a_request_at_work_keeps_its_key() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let held = take(&f.app, &ctx, "k", "hash").await;
    for _ in 0..30 {
        f.wall.advance(TimeDelta::seconds(3));
        renew(&f.app, &held).await.expect("renewed");
    }
    let other = begin(&f.app, &ctx, "k", "hash").await.expect("begin");
    assert_eq!(other, Begin::InProgress);
    f.wall.advance(TimeDelta::seconds(4));
    let heir = take(&f.app, &ctx, "k", "hash").await;
    renew(&f.app, &held).await.expect("nothing to renew");
    f.wall.advance(TimeDelta::seconds(4));
    take(&f.app, &ctx, "k", "hash").await;
    drop(heir);
}

#[tokio::test]
async fn a_single_process_releases_keys_of_ended_ones() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    take(&f.app, &ctx, "dead", "hash").await;
    let wrote = take(&f.app, &ctx, "wrote", "hash").await;
    run_with_key(
        wrote,
        event::denial::record(&f.app, &ctx, Denial::new("the first write")),
    )
    .await
    .expect("written");
    release_all_unwritten(&f.app).await.expect("freed");
    take(&f.app, &ctx, "dead", "hash").await;
    assert_eq!(
        begin(&f.app, &ctx, "wrote", "hash").await.expect("begin"),
        Begin::Written { matter: None }
    );
}

#[tokio::test]
async fn a_written_key_is_not_written_again_without_its_answer() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let held = take(&f.app, &ctx, "k", "hash").await;
    run_with_key(
        held.clone(),
        event::denial::record(&f.app, &ctx, Denial::new("a write")),
    )
    .await
    .expect("written");
    release(&f.app, &held).await.expect("release");
    f.wall.advance(TimeDelta::hours(23));
    assert_eq!(
        begin(&f.app, &ctx, "k", "hash").await.expect("begin"),
        Begin::Written { matter: None }
    );
    let other = begin(&f.app, &ctx, "k", "another hash").await;
    assert!(matches!(other, Err(AppError::IdempotencyMismatch)));
}

#[tokio::test]
async fn an_answer_is_forgotten_after_a_day() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    for key in ["old", "older"] {
        let held = take(&f.app, &ctx, key, "hash").await;
        finish(&f.app, &held, answer()).await.expect("finish");
    }
    f.wall.advance(TimeDelta::hours(24));
    assert_eq!(sweep(&f.app).await.expect("sweep"), 0);
    f.wall.advance(TimeDelta::seconds(1));
    take(&f.app, &ctx, "old", "another hash").await;
    assert_eq!(sweep(&f.app).await.expect("sweep"), 1);
}

#[tokio::test]
async fn of_many_concurrent_requests_one_is_new() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let (app, ctx) = (f.app.clone(), ctx.clone());
        tasks.spawn(async move { begin(&app, &ctx, "k", "hash").await.expect("begin") });
    }
    let answers = tasks.join_all().await;
    let is_new = |answer: &&Begin| matches!(answer, Begin::New(_));
    assert_eq!(answers.iter().filter(is_new).count(), 1);
    let waits = |answer: &&Begin| **answer == Begin::InProgress;
    assert_eq!(answers.iter().filter(waits).count(), 11);
}

/// A disk that is full when it is told to be.
#[derive(Default)]
struct Disk {
    is_full: AtomicBool,
}

impl Faults for Disk {
    fn at(&self, _: Point<'_>) -> Option<Fault> {
        self.is_full.load(Ordering::SeqCst).then_some(Fault::Full)
    }
}

#[tokio::test]
async fn a_key_that_could_not_be_given_back_is_free_as_soon_as_there_is_room() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let disk = Arc::new(Disk::default());
    let app = f.failing_app(disk.clone()).await;
    let held = take(&app, &ctx, "k", "hash").await;
    disk.is_full.store(true, Ordering::SeqCst);
    release(&app, &held).await.expect_err("no room");
    disk.is_full.store(false, Ordering::SeqCst);
    take(&app, &ctx, "k", "hash").await;
}
