//! People who do not give up: each write is tried until the server has acknowledged it, and never
//! done twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use duban_tests::api::etag;
use duban_tests::script::{DEPARTMENTS, NewMatter, Work};
use duban_tests::world::text;
use duban_tests::{Answer, Person, World};
use reqwest::header::IF_MATCH;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::killer::ServerRuns;

/// Tries before a write counts as impossible; a life is short, and between two lives a try fails in ten milliseconds.
const TRIES: u32 = 20_000;

/// The people of the script.
pub(crate) struct Driver {
    pub(crate) office: Person,
    pub(crate) handlers: Vec<Person>,
    pub(crate) others: Vec<Person>,
    drafts: Vec<Value>,
    /// Lives in which a request was cut off, and those among them in which it was a sweep.
    pub(crate) cut: ServerRuns,
    pub(crate) cut_sweeps: ServerRuns,
    sweeping: Sender<()>,
    /// How often the server has died.
    pub(crate) deaths: AtomicU32,
    /// How long the last sweep took that was answered, in microseconds.
    pub(crate) sweep_us: Arc<AtomicU64>,
}

impl Driver {
    /// Signs everybody in; whoever holds the other end hears when the clock begins to move.
    pub(crate) async fn of(world: &World) -> (Self, Receiver<()>) {
        let (mut handlers, mut others, mut drafts) = (Vec::new(), Vec::new(), Vec::new());
        for (department, leader) in DEPARTMENTS {
            handlers.push(world.handler(department).await);
            others.push(world.head(department).await);
            others.push(world.leader(leader).await);
            drafts.push(world.new_matter("", leader, department, ""));
        }
        for username in ["xianzhang", "ducha2", "ducha-head"] {
            others.push(world.person(username).await);
        }
        let (sweeping, swept) = channel();
        let driver = Self {
            office: world.office().await,
            handlers,
            others,
            drafts,
            cut: ServerRuns::default(),
            cut_sweeps: ServerRuns::default(),
            sweeping,
            deaths: AtomicU32::new(0),
            sweep_us: Arc::default(),
        };
        // Past the hour at which alerts fire: none is due at the very instant of an order, when it would depend
        // on the moment of a death whether it fires before or after the clock moves on.
        driver.clock("2023-01-28T10:00:00+08:00").await;
        (driver, swept)
    }

    /// Everybody who can be alerted.
    pub(crate) fn everybody(&self) -> impl Iterator<Item = &Person> {
        std::iter::once(&self.office)
            .chain(&self.handlers)
            .chain(&self.others)
    }

    /// Registers a matter and hands it over.
    pub(crate) async fn register(&self, new: &NewMatter) {
        let body = self.body(new);
        let mut tries = 0..TRIES;
        // Whether the one before was registered is not known when the answer did not come. What was acknowledged is
        // not looked for here, where a loss would only be made good.
        while self.find(&self.office, &new.title).await.is_none() {
            assert!(tries.next().is_some(), "{} cannot be registered", new.title);
            let request = self.office.request(Method::POST, "/matters").json(&body);
            if let Some(answer) = self.attempt(&self.office, request).await {
                answer.expect(201);
                break;
            }
        }
        let mark = format!("issue:{}", new.title);
        self.act(&self.office, &new.title, "issue", &mark, &json!({ "note": mark }))
            .await;
    }

    /// Registers matters, trusting in a key rather than looking, and hands them over together.
    pub(crate) async fn register_together(&self, batch: &[NewMatter]) {
        for new in batch {
            self.register_by_key(new).await;
        }
        let mark = batch
            .iter()
            .map(|new| new.title.as_str())
            .collect::<Vec<_>>()
            .join("、");
        for _ in 0..TRIES {
            let mut items = Vec::new();
            for new in batch {
                let found = self.find(&self.office, &new.title).await;
                items.push(found.unwrap_or_else(|| panic!("{} is gone", new.title)));
            }
            let issued = items.iter().filter(|matter| matter["status"] == "issued").count();
            assert!(issued == 0 || issued == items.len(), "half a batch: {items:?}");
            if issued > 0 {
                return;
            }
            let items: Vec<Value> = items
                .iter()
                .map(|matter| json!({ "id": matter["id"], "version": matter["version"] }))
                .collect();
            let batch = json!({ "items": items, "input": { "note": mark } });
            let request = self
                .office
                .request(Method::POST, "/matters/actions/issue")
                .json(&batch);
            if let Some(answer) = self.attempt(&self.office, request).await {
                answer.expect(200);
                return;
            }
        }
        panic!("{mark} cannot be issued");
    }

    /// The same request under the same key until it is answered. A key whose request died may be refused for a while:
    /// then looking tells whether it was done.
    async fn register_by_key(&self, new: &NewMatter) {
        let body = self.body(new);
        let mut key = 0;
        for _ in 0..TRIES {
            let request = self.office.request(Method::POST, "/matters").json(&body);
            let request = request.header("idempotency-key", format!("{}-{key}", new.key()));
            let Some(answer) = self.attempt(&self.office, request).await else {
                continue;
            };
            if answer.status == 201 {
                return;
            }
            answer.must_be(409);
            if self.find(&self.office, &new.title).await.is_some() {
                return;
            }
            key += 1;
        }
        panic!("{} cannot be registered", new.title);
    }

    fn body(&self, new: &NewMatter) -> Value {
        let mut body = self.drafts[new.department].clone();
        body["title"] = json!(new.title);
        body["due_on"] = Value::Null;
        body["due_in_working_days"] = json!(new.due_in);
        body
    }

    /// One department's work, in order; the marks of what was acknowledged.
    pub(crate) async fn do_all(&self, works: &[Work]) -> Vec<String> {
        let mut acknowledged = Vec::new();
        for work in works {
            let handler = &self.handlers[work.department];
            self.act(handler, &work.title, work.action, &work.mark, &work.input())
                .await;
            acknowledged.push(work.mark.clone());
        }
        acknowledged
    }

    /// Moves the clock; the answer comes after the sweep.
    pub(crate) async fn clock(&self, to: &str) {
        for _ in 0..TRIES {
            let request = self
                .office
                .request(Method::POST, "/demo/clock")
                .json(&json!({ "to": to }));
            // Nobody listens when nobody kills.
            let _ = self.sweeping.send(());
            let began = Instant::now();
            match self.send(&self.office, request).await {
                Ok(answer) => {
                    answer.expect(200);
                    let took = u64::try_from(began.elapsed().as_micros()).expect("less than a year");
                    self.sweep_us.store(took, Ordering::SeqCst);
                    return;
                }
                Err(NoAnswer::In(life)) => self.cut_sweeps.note(life),
                Err(NoAnswer::Unsent) => {}
            }
        }
        panic!("the clock cannot be moved to {to}");
    }

    async fn act(&self, person: &Person, title: &str, action: &str, mark: &str, input: &Value) {
        let id = text(
            &self
                .find(person, title)
                .await
                .unwrap_or_else(|| panic!("{title} is gone"))["id"],
        );
        let mut in_doubt = false;
        for _ in 0..TRIES {
            if in_doubt && self.is_done(person, &id, mark).await {
                return;
            }
            let Some(matter) = self
                .attempt(person, person.request(Method::GET, &format!("/matters/{id}")))
                .await
            else {
                continue;
            };
            let version = matter.expect(200)["version"].as_i64().expect("a version");
            let path = format!("/matters/{id}/actions/{action}");
            let request = person
                .request(Method::POST, &path)
                .header(IF_MATCH, etag(version))
                .json(input);
            match self.attempt(person, request).await {
                Some(answer) => {
                    answer.expect(200);
                    return;
                }
                None => in_doubt = true,
            }
        }
        panic!("{action} cannot be done on {title}");
    }

    async fn is_done(&self, person: &Person, id: &str, mark: &str) -> bool {
        loop {
            let request = person.request(Method::GET, &format!("/matters/{id}/events?limit=200"));
            if let Some(answer) = self.attempt(person, request).await {
                let events = answer.expect(200);
                return events["items"]
                    .as_array()
                    .is_some_and(|events| events.iter().any(|event| event["note"] == mark));
            }
        }
    }

    async fn find(&self, person: &Person, title: &str) -> Option<Value> {
        loop {
            let request = person.request(Method::GET, &format!("/matters?q={title}"));
            if let Some(answer) = self.attempt(person, request).await {
                let page = answer.expect(200);
                let mut items = page["items"].as_array().cloned().expect("items");
                items.retain(|matter| matter["title"] == title);
                assert!(items.len() <= 1, "{title} was registered {} times", items.len());
                return items.pop();
            }
        }
    }

    /// An answer, or none when the server died under the request.
    async fn attempt(&self, person: &Person, request: RequestBuilder) -> Option<Answer> {
        self.send(person, request).await.ok()
    }

    async fn send(&self, person: &Person, request: RequestBuilder) -> Result<Answer, NoAnswer> {
        let life = self.deaths.load(Ordering::SeqCst);
        match person.try_send(request.timeout(Duration::from_secs(120))).await {
            Ok(answer) => Ok(answer),
            Err(error) => {
                tokio::time::sleep(Duration::from_millis(10)).await;
                // Between two lives nobody listens; only what was on its way is in doubt.
                if error.is_connect() {
                    return Err(NoAnswer::Unsent);
                }
                self.cut.note(life);
                Err(NoAnswer::In(life))
            }
        }
    }
}

/// Why there is no answer.
enum NoAnswer {
    /// Nobody was there.
    Unsent,
    /// The server died over it in this life.
    In(u32),
}
