//! People who register matters and hand them over, one after the other, whatever becomes of the disk.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use duban_tests::retrying::RetryingClient;
use duban_tests::world::{PASSWORD, text};
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use super::TestInstallation;

const WRITERS: usize = 3;
/// A person needs time, and the small disk must last.
const PAUSE: Duration = Duration::from_millis(60);
/// A refusal must come soon, too.
const ANSWERED_WITHIN: Duration = Duration::from_secs(8);
const DONE_WITHIN: Duration = Duration::from_secs(60);

/// What was acknowledged.
#[derive(Debug, Clone, Default)]
pub(crate) struct Written {
    /// Ids by title.
    registered: BTreeMap<String, String>,
    issued: Vec<String>,
}

impl Written {
    pub(crate) fn titles(&self) -> usize {
        self.registered.len()
    }

    /// Everything is there, once and as it was acknowledged.
    pub(crate) fn is_all_there(&self, matters: &[Value]) {
        let mut found: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
        for matter in matters {
            found.entry(text(&matter["title"])).or_default().push(matter);
        }
        for (title, there) in &found {
            assert_eq!(there.len(), 1, "{title} was registered more than once: {there:?}");
        }
        let lost: Vec<_> = self
            .registered
            .iter()
            .filter(|(title, id)| found.get(*title).is_none_or(|there| there[0]["id"] != json!(id)))
            .collect();
        assert!(
            lost.is_empty(),
            "{} of {} are lost: {lost:?}",
            lost.len(),
            self.registered.len()
        );
        let undone: Vec<_> = self
            .issued
            .iter()
            .filter(|title| found[*title][0]["status"] != "issued")
            .collect();
        assert!(undone.is_empty(), "handed over, and drafts again: {undone:?}");
    }
}

pub(crate) struct People {
    written: Arc<Mutex<Written>>,
    /// When each last wrote something.
    last: Arc<Mutex<Vec<Instant>>>,
    over: Arc<AtomicBool>,
    tasks: Vec<JoinHandle<()>>,
}

impl People {
    /// Signs them in; from now on they write.
    pub(crate) async fn begin(installation: &TestInstallation) -> Self {
        let mut people = Self {
            written: Arc::default(),
            last: Arc::new(Mutex::new(vec![Instant::now(); WRITERS])),
            over: Arc::default(),
            tasks: Vec::new(),
        };
        let office = installation.server.sign_in("ducha1", PASSWORD).await;
        let draft = office.draft("").await;
        for number in 0..WRITERS {
            let writer = Writer {
                number,
                draft: draft.clone(),
                retrying: RetryingClient::new(
                    vec![office.clone()],
                    &installation.answer_log,
                    ANSWERED_WITHIN,
                    DONE_WITHIN,
                ),
                written: people.written.clone(),
                last: people.last.clone(),
            };
            people.tasks.push(tokio::spawn(writer.write(people.over.clone())));
        }
        people
    }

    /// What has been acknowledged so far.
    pub(crate) fn written(&self) -> Written {
        lock(&self.written).clone()
    }

    /// Each of them writes something after this, within the time.
    pub(crate) async fn all_write_by(&self, limit: Instant, round: u32) {
        let began = Instant::now();
        loop {
            let behind = lock(&self.last).iter().position(|last| *last < began);
            let Some(number) = behind else {
                return;
            };
            assert!(
                Instant::now() < limit,
                "round {round}: writer {number} does not write again"
            );
            assert!(
                !self.tasks.iter().any(JoinHandle::is_finished),
                "round {round}: a writer gave up"
            );
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Lets them finish.
    pub(crate) async fn end(self) -> Written {
        self.over.store(true, Ordering::SeqCst);
        for task in self.tasks {
            task.await.expect("a writer that did not give up");
        }
        lock(&self.written).clone()
    }
}

struct Writer {
    number: usize,
    draft: Value,
    retrying: RetryingClient,
    written: Arc<Mutex<Written>>,
    last: Arc<Mutex<Vec<Instant>>>,
}

impl Writer {
    async fn write(self, over: Arc<AtomicBool>) {
        let mut count = 0;
        while !over.load(Ordering::SeqCst) {
            self.register_and_issue(&format!("第{}人第{count}件", self.number))
                .await;
            count += 1;
            sleep(PAUSE).await;
        }
    }

    async fn register_and_issue(&self, title: &str) {
        let mut body = self.draft.clone();
        body["title"] = json!(title);
        let answer = self.retrying.write("/matters", None, &body).await;
        if answer.status != 201 {
            return self.retrying.saw_wrong(&answer);
        }
        self.note(|written| {
            written
                .registered
                .insert(title.to_owned(), text(&answer.body["id"]));
        });
        let (id, version) = (text(&answer.body["id"]), answer.body["version"].as_i64());
        let path = format!("/matters/{id}/actions/issue");
        let answer = self
            .retrying
            .write(&path, version, &json!({ "note": title }))
            .await;
        if answer.status != 200 {
            return self.retrying.saw_wrong(&answer);
        }
        self.note(|written| written.issued.push(title.to_owned()));
    }

    fn note(&self, what: impl FnOnce(&mut Written)) {
        what(&mut lock(&self.written));
        lock(&self.last)[self.number] = Instant::now();
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
