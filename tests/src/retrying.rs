//! Writing to a server in trouble as a careful client does: under a key, the same request again until it is answered for
//! good. What a server may answer meanwhile is written down here; what it may not is kept for the end.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::IF_MATCH;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use crate::api::{Answer, etag};
use crate::world::Person;

/// Between two tries; less than any server asks for, so that nothing is owed to patience.
const PAUSE: Duration = Duration::from_millis(100);

/// Sees every answer.
#[derive(Debug, Default)]
pub struct AnswerLog {
    /// Whether a server may break a connection or not answer at all: it is being killed, or frozen.
    pub may_be_silent: AtomicBool,
    seen: Mutex<Answers>,
}

#[derive(Debug, Default)]
struct Answers {
    wrong: BTreeMap<String, u32>,
    refused: BTreeMap<String, u32>,
    first_refusal: Option<Instant>,
    slowest: Duration,
}

impl AnswerLog {
    /// Sends a request. The answer, when it is one for good, and nothing when the request should be sent again.
    pub async fn ask(&self, person: &Person, request: RequestBuilder, within: Duration) -> Option<Answer> {
        let began = Instant::now();
        let answer = person.try_send(request.timeout(within)).await;
        let took = began.elapsed();
        let mut seen = self.seen();
        seen.slowest = seen.slowest.max(took);
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) => {
                if !self.may_be_silent.load(Ordering::SeqCst) {
                    let what = if error.is_timeout() {
                        "no answer"
                    } else {
                        "a broken connection"
                    };
                    add(&mut seen.wrong, format!("{what} within {within:?}"));
                }
                return None;
            }
        };
        let code = answer.body["code"].as_str().unwrap_or("no code").to_owned();
        let message = format!("{} {code}", answer.status);
        let waits = answer
            .header("retry-after")
            .is_some_and(|after| after.parse::<u32>().is_ok());
        match (answer.status, answer.body["rule"].as_str()) {
            (503 | 507, _) | (409, Some("in_progress")) => {
                seen.first_refusal.get_or_insert_with(Instant::now);
                add(&mut seen.refused, message.clone());
                if !waits || code == "no code" {
                    add(
                        &mut seen.wrong,
                        format!("{} without Retry-After or code: {}", answer.asked(), answer.text),
                    );
                }
                None
            }
            (500.., _) => {
                seen.first_refusal.get_or_insert_with(Instant::now);
                add(&mut seen.wrong, format!("{}: {message}", answer.asked()));
                None
            }
            _ => Some(answer),
        }
    }

    /// When a request was first refused since this was last asked.
    pub fn take_first_refusal(&self) -> Option<Instant> {
        self.seen().first_refusal.take()
    }

    /// Notes something that must not be.
    pub fn saw_wrong(&self, what: String) {
        add(&mut self.seen().wrong, what);
    }

    /// How often what was refused since this was last asked, and how long the slowest answer took.
    pub fn take_refused(&self) -> (BTreeMap<String, u32>, Duration) {
        let mut seen = self.seen();
        (
            std::mem::take(&mut seen.refused),
            std::mem::take(&mut seen.slowest),
        )
    }

    /// What was answered that must not be, and how often, since this was last asked.
    pub fn take_wrong(&self) -> Vec<String> {
        let wrong = std::mem::take(&mut self.seen().wrong);
        wrong
            .into_iter()
            .map(|(what, times)| format!("{times} × {what}"))
            .collect()
    }

    /// Nothing was answered that must not be.
    ///
    /// # Panics
    /// When something was.
    pub fn saw_nothing_wrong(&self) {
        let wrong = self.take_wrong();
        assert!(wrong.is_empty(), "answers that must not be: {wrong:#?}");
    }

    fn seen(&self) -> MutexGuard<'_, Answers> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn add(to: &mut BTreeMap<String, u32>, what: String) {
    *to.entry(what).or_insert(0) += 1;
}

/// Somebody who does not give up: the same person at one process, or at several, who turns to the next one when a try fails.
#[derive(Debug, Clone)]
pub struct RetryingClient {
    at: Vec<Person>,
    /// Which answered last.
    turn: Arc<AtomicUsize>,
    answer_log: Arc<AnswerLog>,
    answered_within: Duration,
    done_within: Duration,
}

impl RetryingClient {
    /// The person at each process; how long an answer may take, and how long a write with all its tries.
    pub fn new(at: Vec<Person>, answer_log: &Arc<AnswerLog>, answered: Duration, done: Duration) -> Self {
        Self {
            at,
            turn: Arc::default(),
            answer_log: answer_log.clone(),
            answered_within: answered,
            done_within: done,
        }
    }

    /// The same with another limit for an answer.
    #[must_use]
    pub fn answered_within(&self, answered_within: Duration) -> Self {
        Self {
            answered_within,
            ..self.clone()
        }
    }

    /// Notes an answer that must not be.
    pub fn saw_wrong(&self, answer: &Answer) {
        self.answer_log
            .saw_wrong(format!("{}: {} {}", answer.asked(), answer.status, answer.text));
    }

    /// Writes once, under a key of its own, to a path below `/api/v1`.
    pub async fn write(&self, path: &str, version: Option<i64>, body: &Value) -> Answer {
        self.write_under(&Uuid::now_v7().to_string(), path, version, body)
            .await
    }

    /// The same under this key.
    pub async fn write_under(&self, key: &str, path: &str, version: Option<i64>, body: &Value) -> Answer {
        self.until(&format!("{path} under {key}"), |person| {
            let request = person
                .request(Method::POST, path)
                .header("idempotency-key", key)
                .json(body);
            match version {
                Some(version) => request.header(IF_MATCH, etag(version)),
                None => request,
            }
        })
        .await
    }

    /// Reads.
    pub async fn read(&self, path: &str) -> Answer {
        self.until(path, |person| person.request(Method::GET, path)).await
    }

    /// Reads at every process until each of them answers what is awaited, however it answers before.
    ///
    /// # Panics
    /// When one does not come to it within the time of a write.
    pub async fn until_all(&self, path: &str, awaited: impl Fn(&Value) -> bool) {
        let began = Instant::now();
        for person in &self.at {
            loop {
                let request = person.request(Method::GET, path).timeout(self.answered_within);
                let answer = person.try_send(request).await;
                if answer.is_ok_and(|answer| answer.status == 200 && awaited(&answer.body)) {
                    break;
                }
                assert!(
                    began.elapsed() < self.done_within,
                    "{path} is not as awaited everywhere within {:?}",
                    self.done_within
                );
                sleep(PAUSE).await;
            }
        }
    }

    /// Sends it until it is answered for good.
    async fn until(&self, what: &str, request: impl Fn(&Person) -> RequestBuilder) -> Answer {
        let began = Instant::now();
        loop {
            let person = &self.at[self.turn.load(Ordering::SeqCst) % self.at.len()];
            let answer = self
                .answer_log
                .ask(person, request(person), self.answered_within)
                .await;
            if let Some(answer) = answer {
                return answer;
            }
            self.turn.fetch_add(1, Ordering::SeqCst);
            assert!(
                began.elapsed() < self.done_within,
                "{what} is not done within {:?}",
                self.done_within
            );
            sleep(PAUSE).await;
        }
    }
}
