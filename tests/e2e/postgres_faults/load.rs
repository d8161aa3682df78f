//! Two people at each API who register drafts all the time, and turn to no other.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use duban_tests::Person;
use duban_tests::retrying::RetryingClient;
use duban_tests::world::PASSWORD;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use super::installation::TestInstallation;

const WRITERS: usize = 2;
const PAUSE: Duration = Duration::from_millis(100);
/// How long an answer may take at a database that is silent, and a write with all its tries.
const ANSWERED_WITHIN: Duration = Duration::from_secs(65);
const DONE_WITHIN: Duration = Duration::from_secs(120);
/// Requests that are tried once at each API after their connections died.
const FIRST_TRIES: usize = 12;

pub(crate) struct Load {
    at: [Person; 2],
    draft: Value,
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    acknowledged: Mutex<Vec<String>>,
    /// When something was last written at each API.
    last: Mutex<[Option<Instant>; 2]>,
    rest: AtomicBool,
    over: AtomicBool,
    busy: Mutex<usize>,
}

impl Load {
    pub(crate) async fn begin(installation: &TestInstallation) -> Self {
        let office = installation.apis[0].sign_in("ducha2", PASSWORD).await;
        let mut load = Self {
            at: [office.clone(), office.at(installation.apis[1].address())],
            draft: office.draft("").await,
            shared: Arc::default(),
            tasks: Vec::new(),
        };
        for (api, person) in load.at.iter().enumerate() {
            for number in 0..WRITERS {
                let retrying = RetryingClient::new(
                    vec![person.clone()],
                    &installation.answer_log,
                    ANSWERED_WITHIN,
                    DONE_WITHIN,
                );
                let writing = write(api, number, retrying, load.draft.clone(), load.shared.clone());
                load.tasks.push(tokio::spawn(writing));
            }
        }
        load
    }

    /// Everything that was acknowledged.
    pub(crate) fn acknowledged(&self) -> Vec<String> {
        lock(&self.shared.acknowledged).clone()
    }

    /// Stops writing, and returns when nobody writes any more; or goes on.
    pub(crate) async fn rest(&self, rest: bool) {
        self.shared.rest.store(rest, Ordering::SeqCst);
        while rest && *lock(&self.shared.busy) > 0 {
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Whether something is written at each API after this moment, and soon enough.
    pub(crate) async fn all_write_by(&self, from: Instant, within: Duration) -> Result<Duration, String> {
        loop {
            let last = *lock(&self.shared.last);
            let Some(behind) = last.iter().position(|last| last.is_none_or(|last| last < from)) else {
                return Ok(from.elapsed());
            };
            if from.elapsed() > within {
                return Err(format!("nothing is written at API {behind} within {within:?}"));
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Reads and writes at each API, none of which is refused.
    pub(crate) async fn first_try_of_each(&self, installation: &TestInstallation) {
        for (api, person) in self.at.iter().enumerate() {
            let mut tries = Vec::new();
            for number in 0..FIRST_TRIES {
                let mut body = self.draft.clone();
                body["title"] = json!(format!("草稿{api}首{number}"));
                let request = match number % 2 {
                    0 => person.request(Method::GET, "/matters?limit=1"),
                    _ => person.request(Method::POST, "/matters").json(&body),
                };
                tries.push(person.send(request));
            }
            for answer in futures::future::join_all(tries).await {
                if answer.status >= 400 {
                    installation.answer_log.saw_wrong(format!(
                        "at rest, {}: {}",
                        answer.asked(),
                        answer.status
                    ));
                }
            }
        }
    }

    /// One write at the second API, which must succeed in time.
    pub(crate) async fn write_at_the_second(&self, within: Duration) {
        let began = Instant::now();
        let mut body = self.draft.clone();
        body["title"] = json!(format!("草稿另{}", uuid::Uuid::now_v7()));
        while began.elapsed() < within {
            let request = self.at[1].request(Method::POST, "/matters").json(&body);
            let answer = self.at[1].try_send(request.timeout(within)).await;
            if answer.is_ok_and(|answer| answer.status == 201) {
                return assert!(began.elapsed() < within, "written after {:?}", began.elapsed());
            }
            sleep(Duration::from_millis(100)).await;
        }
        panic!("with one process frozen the other does not write within {within:?}");
    }

    /// Lets them finish; gives what was acknowledged.
    pub(crate) async fn end(self) -> Vec<String> {
        self.shared.over.store(true, Ordering::SeqCst);
        for task in self.tasks {
            task.await.expect("a writer that did not give up");
        }
        lock(&self.shared.acknowledged).clone()
    }
}

async fn write(api: usize, number: usize, retrying: RetryingClient, mut body: Value, shared: Arc<Shared>) {
    let mut count = 0;
    while !shared.over.load(Ordering::SeqCst) {
        sleep(PAUSE).await;
        *lock(&shared.busy) += 1;
        if !shared.rest.load(Ordering::SeqCst) {
            let title = format!("草稿{api}之{number}之{count}");
            body["title"] = json!(title);
            let answer = retrying.write("/matters", None, &body).await;
            if answer.status == 201 {
                lock(&shared.acknowledged).push(title);
                lock(&shared.last)[api] = Some(Instant::now());
            } else {
                retrying.saw_wrong(&answer);
            }
            count += 1;
        }
        *lock(&shared.busy) -= 1;
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
