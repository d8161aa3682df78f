//! What a server has to do by itself, also while nobody asks it for anything.

use std::future::ready;
use std::time::Duration;

use duban_app::session::strangers;
use duban_app::{App, AppResult};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

const SUM_UP_EVERY: Duration = Duration::from_secs(5);
const TELL_EVERY: Duration = Duration::from_secs(60);

/// Measurements are kept one by one until somebody sums them up: where nobody scrapes they would grow for ever.
pub(crate) async fn keep(sum_up: impl Fn() + Send, stopping: CancellationToken) {
    let sum_up = || {
        sum_up();
        ready(())
    };
    every(SUM_UP_EVERY, sum_up, stopping).await;
}

/// Failed sign-ins of strangers are counted in this process's memory, and it is this process that must tell them.
pub(crate) async fn tell_strangers(app: App, stopping: CancellationToken) {
    let app = &app;
    let tell = || async move { told(strangers::tell(app).await) };
    every(TELL_EVERY, tell, stopping).await;
}

/// The same once more, when no request is answered any more.
pub(crate) async fn tell_last_strangers(app: &App) {
    told(strangers::tell_all(app).await);
}

fn told(done: AppResult<()>) {
    if let Err(error) = done {
        tracing::error!(%error, "failed sign-ins under unknown names could not be told");
    }
}

async fn every<Work: Future<Output = ()>>(
    period: Duration,
    work: impl Fn() -> Work,
    stopping: CancellationToken,
) {
    let mut turns = interval(period);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = turns.tick() => work().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use duban_app::Ctx;
    use duban_app::event::query::{TrailFilter, trail};
    use duban_app::paging::PageRequest;
    use duban_app::session::command::{Login, Origin, login};
    use duban_core::word::Role;
    use tokio::net::TcpListener;

    use super::*;
    use crate::testing::{self, installed::install};

    #[tokio::test]
    async fn failed_sign_ins_are_told_before_the_process_that_counted_them_ends() {
        let installed = install().await;
        let app = &installed.app;
        for at in 0..3 {
            let guess = Login {
                username: format!("nobody.{at}"),
                password: "wrong".to_owned(),
            };
            login(app, guess, Origin::default()).await.expect_err("refused");
        }
        let state = testing::state(app.clone());
        state.stopping.cancel();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        crate::serve(listener, state).await.expect("stopped");
        let mut actor = app
            .directory()
            .await
            .expect("a directory")
            .actor(installed.admin)
            .expect("an active account");
        actor.role = Role::Auditor;
        let auditor = Ctx {
            actor,
            request_id: None,
        };
        let filter = TrailFilter {
            action: Some("login_failed".to_owned()),
            ..TrailFilter::default()
        };
        let trail = trail(app, &auditor, &filter, &PageRequest::default())
            .await
            .expect("a trail");
        let failures: Vec<_> = trail.items.iter().map(|event| &event.after["failures"]).collect();
        assert_eq!(failures, [2, 1], "the first was told at once");
    }

    #[tokio::test]
    async fn it_goes_on_until_the_server_stops() {
        let (count, stopping) = (AtomicU32::new(0), CancellationToken::new());
        let third_time = || {
            if count.fetch_add(1, Ordering::Relaxed) == 2 {
                stopping.cancel();
            }
            ready(())
        };
        every(Duration::from_millis(1), third_time, stopping.clone()).await;
        assert!(count.load(Ordering::Relaxed) >= 3);
    }
}
