//! The people of the script, who turn to the other API when one does not answer, and use keys.

use std::time::Duration;

use duban_tests::Person;
use duban_tests::retrying::RetryingClient;
use duban_tests::script::{DEPARTMENTS, Day, NewMatter, Work};
use duban_tests::world::{PASSWORD, items, text};
use serde_json::{Value, json};

use super::installation::TestInstallation;

const DONE_WITHIN: Duration = Duration::from_secs(120);
/// Decisions that are made anew because the matter has changed meanwhile.
const DECISIONS: u32 = 20;

pub(crate) struct Clients {
    pub(crate) office: Person,
    pub(crate) auditor: Person,
    all: Vec<Person>,
    drafts: Vec<Value>,
    retrying_office: RetryingClient,
    retrying_handlers: Vec<RetryingClient>,
}

impl Clients {
    pub(crate) async fn of(installation: &TestInstallation) -> Self {
        let anyone = duban_tests::Client::new(installation.apis[0].address());
        let accounts = items(&anyone.get("/demo/accounts").await.expect(200));
        let of = |field: &str, is: &str, role: &str| {
            let fits =
                |account: &&Value| account[field] == is && (role.is_empty() || account["role"] == role);
            text(&accounts.iter().find(fits).unwrap_or_else(|| panic!("no {is}"))["username"])
        };
        let sign_in = async |name: &str| Person::sign_in(&anyone, name, PASSWORD).await;
        let retrying = |person: &Person| {
            let at = vec![person.clone(), person.at(installation.apis[1].address())];
            RetryingClient::new(at, &installation.answer_log, Duration::from_secs(30), DONE_WITHIN)
        };
        let office = sign_in("ducha1").await;
        let (leaders, departments) = (
            items(&office.get("/leaders").await.expect(200)),
            items(&office.get("/departments").await.expect(200)),
        );
        let id = |list: &[Value], name: &str| {
            list.iter().find(|item| item["name"] == name).expect("there")["id"].clone()
        };
        let draft = office.draft("").await;
        let (mut all, mut drafts, mut retrying_handlers) = (Vec::new(), Vec::new(), Vec::new());
        for (department, leader) in DEPARTMENTS {
            let handler = sign_in(&of("unit", department, "handler")).await;
            retrying_handlers.push(retrying(&handler));
            all.push(handler);
            all.push(sign_in(&of("unit", department, "department_head")).await);
            all.push(sign_in(&of("name", leader, "")).await);
            let mut draft = draft.clone();
            draft["leader_id"] = id(&leaders, leader);
            draft["lead_department_id"] = id(&departments, department);
            drafts.push(draft);
        }
        for name in ["xianzhang", "ducha2", "ducha-head"] {
            all.push(sign_in(name).await);
        }
        let clients = Self {
            auditor: sign_in("auditor").await,
            retrying_office: retrying(&office),
            office,
            all,
            drafts,
            retrying_handlers,
        };
        // Past the hour at which alerts fire.
        clients
            .clock(&clients.retrying_office, "2023-01-28T10:00:00+08:00")
            .await;
        clients
    }

    /// Everybody who can be alerted.
    pub(crate) fn everybody(&self) -> impl Iterator<Item = &Person> {
        std::iter::once(&self.office).chain(&self.all)
    }

    /// One day: the office registers, the departments work side by side, night falls. Gives what was acknowledged.
    pub(crate) async fn work_through(&self, number: u32, answered_within: Duration) -> Vec<String> {
        let day = Day::number(number);
        let office = self.retrying_office.answered_within(answered_within);
        let mut acknowledged = Vec::new();
        for new in &day.registered {
            let matter = self.register(&office, new).await;
            self.act(
                &office,
                &text(&matter["id"]),
                "issue",
                &new.title,
                &json!({ "note": format!("issue:{}", new.title) }),
            )
            .await;
            acknowledged.push(new.title.clone());
        }
        self.register_together(&office, &day.batch).await;
        acknowledged.extend(day.batch.iter().map(|new| new.title.clone()));
        let work = day.work.iter().map(|works| self.do_all(works, answered_within));
        for done in futures::future::join_all(work).await {
            acknowledged.extend(done);
        }
        self.clock(&office, &day.next_morning).await;
        acknowledged
    }

    async fn register(&self, office: &RetryingClient, new: &NewMatter) -> Value {
        let mut body = self.drafts[new.department].clone();
        body["title"] = json!(new.title);
        body["due_on"] = Value::Null;
        body["due_in_working_days"] = json!(new.due_in);
        let answer = office.write("/matters", None, &body).await;
        if answer.status != 201 {
            office.saw_wrong(&answer);
        }
        answer.body
    }

    async fn register_together(&self, office: &RetryingClient, batch: &[NewMatter]) {
        let mut items = Vec::new();
        for new in batch {
            let matter = self.register(office, new).await;
            items.push(json!({ "id": matter["id"], "version": matter["version"] }));
        }
        if !items.is_empty() {
            let body = json!({ "items": items, "input": {} });
            let answer = office.write("/matters/actions/issue", None, &body).await;
            if answer.status != 200 && answer.body["rule"] != "already_done" {
                office.saw_wrong(&answer);
            }
        }
    }

    /// One department's work, in order; the marks of what was acknowledged.
    async fn do_all(&self, works: &[Work], answered_within: Duration) -> Vec<String> {
        let mut acknowledged = Vec::new();
        for work in works {
            let handler = self.retrying_handlers[work.department].answered_within(answered_within);
            let found = handler.read(&format!("/matters?q={}", work.title)).await;
            let found = items(&found.expect(200))
                .into_iter()
                .find(|matter| matter["title"] == work.title);
            let id = text(&found.unwrap_or_else(|| panic!("{} is gone", work.title))["id"]);
            self.act(&handler, &id, work.action, &work.title, &work.input())
                .await;
            acknowledged.push(work.mark.clone());
        }
        acknowledged
    }

    async fn act(&self, person: &RetryingClient, id: &str, action: &str, title: &str, input: &Value) {
        for _ in 0..DECISIONS {
            let matter = person.read(&format!("/matters/{id}")).await.expect(200);
            let path = format!("/matters/{id}/actions/{action}");
            let answer = person.write(&path, matter["version"].as_i64(), input).await;
            match (answer.status, answer.body["rule"].as_str()) {
                (200, _) | (409, Some("already_done")) => return,
                // Somebody changed it meanwhile, perhaps the worker.
                (412, _) => {}
                _ => return person.saw_wrong(&answer),
            }
        }
        panic!("{action} cannot be done on {title}");
    }

    async fn clock(&self, office: &RetryingClient, to: &str) {
        let answer = office.write("/demo/clock", None, &json!({ "to": to })).await;
        if answer.status != 200 {
            office.saw_wrong(&answer);
        }
        // The other process reads the clock from the database, which may come back to it a moment later; what is
        // registered there before would be of the day before.
        let (today, _) = to.split_once('T').expect("an instant");
        office
            .until_all("/demo/clock", |clock| text(&clock["today"]).as_str() >= today)
            .await;
    }
}

/// Whether an acknowledged mark is a matter's title.
pub(crate) fn is_title(mark: &str) -> bool {
    mark.starts_with('第')
}
