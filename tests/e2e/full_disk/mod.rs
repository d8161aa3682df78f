//! Fifty times the disk of a server on SQLite is full, or its files may not grow, while people write and a worker of its
//! own runs beside it. What was acknowledged is there after a restart, once; what cannot be written is refused in
//! words; the server notices by itself when there is space and when there is none.

mod people;
mod shortage;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use duban_tests::Client;
use duban_tests::cluster::Cluster;
use duban_tests::database::Database;
use duban_tests::process::Process;
use duban_tests::retrying::AnswerLog;
use duban_tests::volume::{Volume, spared};
use duban_tests::world::PASSWORD;
use people::{People, Written};
use serde_json::json;
use shortage::Shortage;
use tokio::time::{Instant, sleep, timeout};

const ROUNDS: u32 = 50;
const SIZE: &str = "64m";
/// How soon readiness follows the first write that failed, and everything the space that is back.
const SOON: Duration = Duration::from_secs(5);
/// How soon a full disk must be felt: everything that is written needs space.
const FELT: Duration = Duration::from_secs(15);
/// In rounds with these numbers, modulo sixteen: the shortage lasts long and somebody signs in meanwhile.
const LONG: u32 = 3;
/// After rounds with these numbers, modulo sixteen, the server is killed and everything looked at.
const KILLED: u32 = 15;

/// In the order in which it ends.
struct TestInstallation {
    server: Process,
    worker: Process,
    cluster: Cluster,
    volume: Volume,
    answer_log: Arc<AnswerLog>,
    anyone: Client,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_and_doubles_nothing() {
    if std::env::var_os("DUBAN_TEST_ENGINE").is_some() {
        eprintln!("SKIPPED: a full disk is PostgreSQL's own affair");
        return;
    }
    let mut installation = TestInstallation::set();
    if Shortage::of_round(&installation, 0).is_none() {
        eprintln!("SKIPPED: neither can a file system be mounted here nor a file be limited");
        return;
    }
    let people = People::begin(&installation).await;
    for round in 0..ROUNDS {
        installation.work_through(round, &people).await;
        if round % 16 == KILLED {
            installation.kill_and_look(&people).await;
        }
    }
    let written = people.end().await;
    installation.kill_and_look_at(&written).await;
    installation.answer_log.saw_nothing_wrong();
    let (acknowledged, (refused, slowest)) = (written.titles(), installation.answer_log.take_refused());
    eprintln!("{acknowledged} matters acknowledged, refused {refused:?}, slowest answer {slowest:?}");
    assert!(
        acknowledged > ROUNDS as usize,
        "{acknowledged} writes are no load"
    );
}

impl TestInstallation {
    fn set() -> Self {
        let volume = Volume::new(SIZE);
        let folder = volume.folder().to_path_buf();
        let database = Database::Sqlite(folder.join("duban.db"));
        let cluster = Cluster::on(folder, database);
        let serve = cluster.command(&["serve", "--demo", "--listen", "127.0.0.1:0"]);
        let server = cluster.start_by(spared(&serve), "listening on ");
        let worker = cluster.start_by(spared(&cluster.command(&["worker", "--demo"])), "worker started");
        let anyone = Client::new(server.address());
        Self {
            volume,
            cluster,
            server,
            worker,
            answer_log: Arc::default(),
            anyone,
        }
    }

    async fn work_through(&self, round: u32, people: &People) {
        let shortage = Shortage::of_round(self, round).expect("as in the first round");
        // Room left in the write-ahead log would let many a write through.
        self.cluster
            .database()
            .execute("PRAGMA wal_checkpoint(TRUNCATE)")
            .await;
        self.answer_log.take_first_refusal();
        let began = Instant::now();
        shortage.begin(self);
        let failed = timeout(FELT, async {
            loop {
                if let Some(at) = self.answer_log.take_first_refusal() {
                    return at;
                }
                sleep(Duration::from_millis(10)).await;
            }
        });
        let failed = failed
            .await
            .unwrap_or_else(|_| panic!("round {round}: {shortage:?} is not felt"));
        self.is_ready_by(503, failed + SOON, round).await;
        if round % 16 == LONG {
            self.sign_in(round, &[503, 507]).await;
            sleep(Duration::from_secs(2)).await;
            self.sign_in(round, &[503, 507]).await;
        }
        let ill = Instant::now();
        shortage.end(self);
        let back = Instant::now();
        self.is_ready_by(200, back + SOON, round).await;
        people.all_write_by(back + SOON, round).await;
        eprintln!(
            "round {round}, {shortage:?}: felt after {:.1?}, told after {:.1?} more, all well again after {:.1?}",
            failed - began,
            ill - failed,
            back.elapsed()
        );
        if round % 16 == LONG {
            self.sign_in(round, &[200]).await;
        }
    }

    async fn is_ready_by(&self, status: u16, limit: Instant, round: u32) {
        loop {
            let request = self.anyone.request(reqwest::Method::GET, "//readyz");
            let answer = self
                .anyone
                .try_send(request.timeout(Duration::from_secs(3)))
                .await;
            let found = match answer {
                Ok(answer) if answer.status == status => return,
                Ok(answer) => answer.text,
                Err(error) => format!("{error:?}"),
            };
            assert!(Instant::now() < limit, "round {round}: not {status} but {found}");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Whatever the answer, it comes soon.
    async fn sign_in(&self, round: u32, statuses: &[u16]) {
        let body = json!({ "username": "ducha2", "password": PASSWORD });
        let request = self
            .anyone
            .request(reqwest::Method::POST, "/auth/login")
            .json(&body);
        let answer = self.anyone.try_send(request.timeout(SOON)).await;
        let answer = answer.unwrap_or_else(|error| panic!("round {round}: no sign-in: {error:?}"));
        assert!(
            statuses.contains(&answer.status),
            "round {round}: {} {}",
            answer.status,
            answer.text
        );
        if answer.status != 200 {
            assert!(
                answer.header("retry-after").is_some(),
                "round {round}: {}",
                answer.text
            );
        }
    }

    async fn kill_and_look(&mut self, people: &People) {
        self.answer_log.may_be_silent.store(true, Ordering::SeqCst);
        // What had been acknowledged at the moment of death.
        let written = people.written();
        self.kill_and_look_at(&written).await;
        self.answer_log.may_be_silent.store(false, Ordering::SeqCst);
    }

    async fn kill_and_look_at(&mut self, written: &Written) {
        self.server.kill();
        self.worker.kill();
        assert!(self.cluster.must(&["audit", "verify"]).contains("whole"));
        self.server.start_again();
        self.worker.start_again();
        let office = self.server.sign_in("ducha1", PASSWORD).await;
        written.is_all_there(&office.matters("").await);
        let doubled = "SELECT count(*) FROM (SELECT 1 FROM event WHERE matter_id IS NOT NULL \
                       GROUP BY matter_id, action HAVING count(*) > 1) AS doubled";
        assert_eq!(
            self.cluster.database().number(doubled).await,
            0,
            "events that are there twice"
        );
    }
}
