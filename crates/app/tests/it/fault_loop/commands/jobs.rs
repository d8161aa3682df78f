//! What the worker does by itself.

use chrono::TimeDelta;
use duban_app::matter::action::{Command, NoteInput};
use duban_app::session::{attempts, command as session};
use duban_app::{AppResult, alert, idempotency, notification, outbox};

use super::{Case, Kind, Work, fresh};
use crate::alerting;
use crate::matter::steps::{act, created};
use crate::support::accounts::sign_in;
use crate::support::{Fixture, PASSWORD};

/// A matter that is late, so that there is something to fire and to deliver.
async fn late(f: &Fixture) {
    f.clock.set("2023-01-28T01:00:00Z");
    let matter = created(f, "逾期事项", "2023-02-08").await;
    let matter = act(f, "ducha1", &matter, Command::Issue(NoteInput { note: None })).await;
    act(f, "d01", &matter, Command::Sign(NoteInput { note: None })).await;
    alerting::deliver(&f.app).await;
    f.clock.set("2023-02-09T01:00:00Z");
}

pub(super) fn jobs() -> Vec<Case> {
    vec![
        case!(Command, "inbox_read_all", |f| {
            late(f).await;
            let ctx = f.ctx("d01").await;
            work!([ctx] app => notification::command::read_all(&app, &ctx).await)
        }),
        case!(Job, "sweep", |f| {
            alerting::sweep(&f.app).await;
            late(f).await;
            work!([] app => alert::sweep(&app, 200).await)
        }),
        case!(Job, "delivery", |f| {
            late(f).await;
            alerting::sweep(&f.app).await;
            work!([] app => outbox::deliver(&app, "a worker", 50).await)
        }),
        case!(Command, "outbox_cleanup", |f| {
            late(f).await;
            alerting::deliver(&f.app).await;
            f.wall.advance(TimeDelta::days(40));
            work!([] app => outbox::cleanup(&app).await)
        }),
        case!(Command, "keys_cleanup", |f| {
            let ctx = f.ctx("d01").await;
            idempotency::begin(&f.app, &ctx, &fresh().to_string(), "hash")
                .await
                .expect("begun");
            f.wall.advance(TimeDelta::days(2));
            work!([] app => idempotency::sweep(&app).await)
        }),
        case!(Job, "sign_in_cleanup", |f| {
            let _ = sign_in(&f.app, "nobody", "Wrong-Horse-9").await;
            f.wall.advance(TimeDelta::days(2));
            work!([] app => attempts::sweep(&app).await)
        }),
        case!(Command, "sessions_cleanup", |f| {
            let _ = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
            f.wall.advance(TimeDelta::days(60));
            work!([] app => session::sweep(&app).await)
        }),
        case!(Command, "dead_letters_retried", |f| {
            late(f).await;
            alerting::sweep(&f.app).await;
            f.sql("UPDATE outbox SET status = 'dead' WHERE status = 'pending'")
                .await;
            work!([] app => outbox::retry_dead(&app).await)
        }),
        case!(Command, "heartbeat", |f| {
            f.wall.advance(TimeDelta::seconds(10));
            work!([] app => outbox::beat(&app).await)
        }),
    ]
}
