//! The processes, what stands between each of them and the database, and what is seen of them.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use duban_tests::cluster::Cluster;
use duban_tests::database::Database;
use duban_tests::postgres_server::PostgresServer;
use duban_tests::process::Process;
use duban_tests::proxy::Proxy;
use duban_tests::retrying::AnswerLog;
use duban_tests::skew::Skew;
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

/// How far the second pair is ahead.
const AHEAD: Duration = Duration::from_secs(300);
/// How late a worker may be, whatever happens.
const LATE: Duration = Duration::from_secs(60);
/// With a margin.
const ASKS_EVERY: Duration = Duration::from_secs(3);
/// All four processes together leave room for nobody else to be kept out by accident.
const CONNECTIONS: &str = "5";

/// In the order in which it ends.
pub(crate) struct TestInstallation {
    pub(crate) apis: [Process; 2],
    workers: [Process; 2],
    /// In front of the APIs and then of the workers.
    proxies: Vec<Proxy>,
    pub(crate) cluster: Cluster,
    pub(crate) postgres: PostgresServer,
    pub(crate) answer_log: Arc<AnswerLog>,
    is_skewed: bool,
    _data: TempDir,
    _skew: Option<Skew>,
}

impl TestInstallation {
    pub(crate) async fn set(postgres: PostgresServer) -> Self {
        let data = TempDir::with_prefix("duban-faults-").expect("a temporary folder");
        let database = Database::Postgres(postgres.url(postgres.address()));
        let cluster = Cluster::on(data.path().to_path_buf(), database);
        cluster.must(&["migrate"]);
        cluster.must(&["demo"]);
        let mut proxies = Vec::new();
        for _ in 0..4 {
            proxies.push(Proxy::before(postgres.address()).await);
        }
        let skew = Skew::available();
        let command = |arguments: &[&str], number: usize, is_ahead: bool| -> Command {
            let mut command = cluster.command(arguments);
            command
                .env("DUBAN_DATABASE_URL", postgres.url(proxies[number].address()))
                .env("DUBAN_CONNECTIONS", CONNECTIONS);
            if let (true, Some(skew)) = (is_ahead, &skew) {
                skew.put_forward(&mut command, AHEAD);
            }
            command
        };
        let api = |number: usize, is_ahead| {
            let command = command(&["api", "--demo", "--listen", "127.0.0.1:0"], number, is_ahead);
            cluster.start_by(command, "listening on ")
        };
        let worker = |number: usize, is_ahead| {
            cluster.start_by(command(&["worker", "--demo"], number, is_ahead), "worker started")
        };
        Self {
            apis: [api(0, false), api(1, true)],
            workers: [worker(2, false), worker(3, true)],
            proxies,
            cluster,
            postgres,
            answer_log: Arc::default(),
            is_skewed: skew.is_some(),
            _data: data,
            _skew: skew,
        }
    }

    pub(crate) fn each_proxy(&self, fault: impl Fn(&Proxy)) {
        self.proxies.iter().for_each(fault);
    }

    pub(crate) fn may_be_silent(&self, may: bool) {
        self.answer_log.may_be_silent.store(may, Ordering::SeqCst);
    }

    pub(crate) fn freeze_worker(&self) {
        self.workers[0].freeze();
    }

    pub(crate) fn thaw_worker(&self) {
        self.workers[0].thaw();
    }

    /// Whether a connection holds a transaction open and does nothing with it, as only that of a frozen process does for so long.
    pub(crate) async fn is_somebody_stuck_in_a_write(&self) -> bool {
        let stuck = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'duban' AND state = 'idle in transaction' \
                     AND clock_timestamp() - state_change > interval '100 milliseconds'";
        self.postgres.number(stuck).await > 0
    }

    /// Waits until each worker hears from the database again, which it asks every second; how long they did not in this
    /// round, and whether that was too long.
    pub(crate) async fn silent_workers(&self) -> (Vec<Duration>, Vec<String>) {
        let workers = &self.proxies[2..];
        let began = Instant::now();
        while workers.iter().any(|proxy| proxy.silent_for() > ASKS_EVERY) && began.elapsed() < LATE {
            sleep(Duration::from_millis(100)).await;
        }
        let silent: Vec<Duration> = workers.iter().map(Proxy::take_longest_silence).collect();
        let late = silent.iter().filter(|silent| **silent > LATE);
        let late = late
            .map(|silent| format!("a worker has not asked for {silent:?}"))
            .collect();
        (silent, late)
    }

    /// Processes that have ended, which none may.
    pub(crate) fn ended(&mut self) -> Vec<String> {
        let all = self.apis.iter_mut().chain(&mut self.workers);
        let ended = all.filter_map(|process| process.has_ended().then(|| process.log_text()));
        ended.map(|log| format!("a process ended: {log}")).collect()
    }

    /// The titles of all matters, each of which is there once.
    pub(crate) async fn titles(&self) -> BTreeSet<String> {
        let rows = self
            .postgres
            .pairs("SELECT title, count(*)::text FROM matter GROUP BY title")
            .await;
        let doubled: Vec<_> = rows.iter().filter(|(_, times)| times != "1").collect();
        assert!(doubled.is_empty(), "registered more than once: {doubled:?}");
        rows.into_iter().map(|(title, _)| title).collect()
    }

    /// The processes whose clock is ahead say so, and only they.
    pub(crate) fn told_of_the_clocks(&self) {
        if !self.is_skewed {
            return;
        }
        for pair in [&self.apis, &self.workers] {
            for (process, ahead) in pair.iter().zip([false, true]) {
                let log = process.log_text();
                let reported = log.contains("this machine's clock and the database's differ");
                assert_eq!(reported, ahead, "whether the clock is told of: {log}");
            }
        }
    }
}
