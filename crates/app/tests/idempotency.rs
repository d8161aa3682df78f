//! A write under one key is done once.

use chrono::TimeDelta;
use duban_app::AppError;
use duban_app::idempotency::{Begin, Stored, begin, finish, release, sweep};

mod support;
use support::fixture;

fn answer() -> Stored {
    Stored {
        status: 201,
        etag: Some("\"1\"".to_owned()),
        location: Some("/api/v1/matters/x".to_owned()),
        body: "{\"number\":\"督〔2023〕0001号\"}".to_owned(),
    }
}

#[tokio::test]
async fn the_second_request_is_given_the_first_answer() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    assert_eq!(begin(&f.app, &ctx, "k", "hash").await.expect("begin"), Begin::New);
    assert_eq!(
        begin(&f.app, &ctx, "k", "hash").await.expect("begin"),
        Begin::InProgress
    );
    finish(&f.app, &ctx, "k", answer()).await.expect("finish");
    assert_eq!(
        begin(&f.app, &ctx, "k", "hash").await.expect("begin"),
        Begin::Replay(answer())
    );
    let other = begin(&f.app, &ctx, "k", "another hash").await;
    assert!(matches!(other, Err(AppError::IdempotencyMismatch)));

    let colleague = f.ctx("ducha2").await;
    assert_eq!(
        begin(&f.app, &colleague, "k", "hash").await.expect("begin"),
        Begin::New,
        "keys are personal"
    );
}

#[tokio::test]
async fn a_released_key_is_free_and_a_finished_one_is_not() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    assert_eq!(begin(&f.app, &ctx, "k", "hash").await.expect("begin"), Begin::New);
    release(&f.app, &ctx, "k").await.expect("release");
    assert_eq!(
        begin(&f.app, &ctx, "k", "corrected").await.expect("begin"),
        Begin::New
    );
    finish(&f.app, &ctx, "k", answer()).await.expect("finish");
    release(&f.app, &ctx, "k").await.expect("release");
    assert_eq!(
        begin(&f.app, &ctx, "k", "corrected").await.expect("begin"),
        Begin::Replay(answer())
    );
}

#[tokio::test]
async fn an_answer_is_forgotten_after_a_day() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    for key in ["old", "older"] {
        begin(&f.app, &ctx, key, "hash").await.expect("begin");
        finish(&f.app, &ctx, key, answer()).await.expect("finish");
    }
    f.wall.advance(TimeDelta::hours(24));
    assert_eq!(sweep(&f.app).await.expect("sweep"), 0);
    f.wall.advance(TimeDelta::seconds(1));
    assert_eq!(
        begin(&f.app, &ctx, "old", "another hash").await.expect("begin"),
        Begin::New
    );
    assert_eq!(sweep(&f.app).await.expect("sweep"), 1);
}

#[tokio::test]
async fn of_many_at_once_one_is_new() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let (app, ctx) = (f.app.clone(), ctx.clone());
        tasks.spawn(async move { begin(&app, &ctx, "k", "hash").await.expect("begin") });
    }
    let answers = tasks.join_all().await;
    assert_eq!(answers.iter().filter(|answer| **answer == Begin::New).count(), 1);
    assert!(
        answers
            .iter()
            .all(|answer| matches!(answer, Begin::New | Begin::InProgress))
    );
}
