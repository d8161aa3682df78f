//! What people do to matters.

use std::time::Duration;

use serde_json::{Value, json};

use crate::api::{Answer, Client};
use crate::server::Address;
use crate::world::{Person, World, items, text};

/// How long a message may take.
pub(crate) const PATIENCE_TRIES: u32 = 400;
pub(crate) const BETWEEN_TRIES: Duration = Duration::from_millis(50);

impl Person {
    /// A matter as this person sees it.
    pub async fn matter(&self, id: &str) -> Value {
        self.get(&format!("/matters/{id}")).await.expect(200)
    }

    /// What a matter of the person's county needs at least, resting on a decision so that it may be issued.
    pub async fn draft(&self, title: &str) -> Value {
        let of = |list: Value, name: &str| {
            let found = items(&list).into_iter().find(|item| item["name"] == name);
            found.unwrap_or_else(|| panic!("no {name}"))["id"].clone()
        };
        json!({
            "kind": "task", "title": title, "requirement": "按方案落实", "basis": "县政府常务会议决定",
            "due_on": "2023-03-31",
            "leader_id": of(self.get("/leaders").await.expect(200), "副县长(农业)"),
            "lead_department_id": of(self.get("/departments").await.expect(200), "县水务局"),
        })
    }

    /// The same person at another process, with the same token.
    #[must_use]
    pub fn at(&self, address: Address) -> Self {
        let token = self.client.token.as_deref().expect("signed in");
        Self {
            client: Client::new(address).with_token(&self.client.name, token),
            me: self.me.clone(),
        }
    }

    /// Does something to a matter as it is now, whatever comes of it.
    pub async fn attempt(&self, id: &str, action: &str, input: &Value) -> Answer {
        let version = self.matter(id).await["version"].as_i64().expect("a version");
        self.post_if(&format!("/matters/{id}/actions/{action}"), version, input)
            .await
    }

    /// Does something to a matter, which must succeed and must have been offered.
    pub async fn act(&self, id: &str, action: &str, input: Value) -> Value {
        let before = self.matter(id).await;
        let offered = before["actions"]
            .as_array()
            .is_some_and(|actions| actions.contains(&json!(action)));
        assert!(offered, "{} is not offered {action} on {before}", self.name);
        let version = before["version"].as_i64().expect("a version");
        let answer = self
            .post_if(&format!("/matters/{id}/actions/{action}"), version, &input)
            .await;
        assert_eq!(answer.status, 200, "{} {action}: {}", self.name, answer.text);
        let tag = answer.version();
        let after = answer.expect(200);
        assert_eq!(after["version"], tag, "the ETag is not the version");
        assert!(tag > version, "the version did not rise");
        after
    }

    /// The matters that a filter opens.
    pub async fn matters(&self, query: &str) -> Vec<Value> {
        self.all(&format!("/matters?{query}")).await
    }

    /// How many a filter opens.
    pub async fn count(&self, query: &str) -> u64 {
        self.get(&format!("/matters/count?{query}")).await.expect(200)["count"]
            .as_u64()
            .expect("a count")
    }

    /// The one matter with this title among those that the person sees.
    pub async fn titled(&self, title: &str) -> Value {
        let mut found: Vec<Value> = self.matters("").await;
        found.retain(|matter| matter["title"] == title);
        assert_eq!(
            found.len(),
            1,
            "{} finds {} matters titled {title}",
            self.name,
            found.len()
        );
        found.remove(0)
    }

    /// The alerts that fired on a matter.
    pub async fn alerts(&self, id: &str) -> Vec<Value> {
        self.all(&format!("/matters/{id}/alerts")).await
    }

    /// The person's own inbox.
    pub async fn inbox(&self) -> Vec<Value> {
        self.all("/notifications").await
    }

    /// The inbox once it is as wanted: a message arrives a moment after what it tells of.
    pub async fn inbox_when(&self, what: &str, expected: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let mut inbox = Vec::new();
        for _ in 0..PATIENCE_TRIES {
            inbox = self.inbox().await;
            if expected(&inbox) {
                return inbox;
            }
            tokio::time::sleep(BETWEEN_TRIES).await;
        }
        panic!("{}: {what}, but the inbox holds {inbox:#?}", self.name);
    }

    /// The message about a matter that fits, once it is there.
    pub async fn reported(&self, matter: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let of = |note: &Value| note["matter"]["id"] == matter && fits(note);
        let inbox = self
            .inbox_when("a message is missing", |inbox| inbox.iter().any(of))
            .await;
        inbox.into_iter().find(of).expect("just seen")
    }
}

impl World {
    /// What a matter needs at least, resting on a decision so that it may be issued.
    pub fn new_matter(&self, title: &str, leader: &str, lead: &str, due_on: &str) -> Value {
        json!({
            "kind": "task",
            "title": title,
            "requirement": "按方案落实",
            "basis": "县政府常务会议决定",
            "leader_id": self.leader_id(leader),
            "lead_department_id": self.department_id(lead),
            "due_on": due_on,
        })
    }

    /// Registers a matter in the name of the supervision office; returns its id.
    pub async fn register(&self, new: &Value) -> String {
        text(&self.office().await.post("/matters", new).await.expect(201)["id"])
    }

    /// Registers a matter and hands it over.
    pub async fn issue(&self, new: &Value) -> String {
        let id = self.register(new).await;
        self.office().await.act(&id, "issue", json!({})).await;
        id
    }

    /// What an action needs to be told, so that nothing is wrong with it but perhaps who says it, or when.
    pub fn input(&self, action: &str) -> Value {
        match action {
            "report" => json!({ "percent": 10, "progress": "推进中" }),
            "solve_on_site" => json!({ "place": "现场", "solved_on": "2023-01-28", "how": "已解决" }),
            "claim" => json!({ "evidence": "已完成" }),
            "verify" | "complete_part" => json!({ "note": "属实" }),
            "object"
            | "reject"
            | "overrule"
            | "return"
            | "close_unachieved"
            | "suspend"
            | "cancel"
            | "escalation_decline"
            | "escalation_return"
            | "escalation_withdraw"
            | "extension_reject" => {
                json!({ "reason": "理由" })
            }
            "reassign" => json!({ "department_id": self.department_id("县水务局") }),
            "waive_part" => json!({ "department_id": self.department_id("县商务局"), "reason": "不需要" }),
            "instruct" => json!({ "text": "请抓紧" }),
            "urge" => json!({ "color": "blue", "text": "请抓紧" }),
            "escalation_propose" => json!({ "tried": "已协调", "ask": "请协调" }),
            "escalation_submit" => json!({ "document_number": "1号", "document_on": "2023-01-28" }),
            "escalation_accept" => {
                json!({ "city_department_id": self.department_id("市能源局"), "city_due_on": "2023-03-31" })
            }
            "escalation_answer" => json!({ "answer": "solved", "text": "已解决" }),
            "extension_request" => {
                json!({ "reason": "雨季", "new_due_on": "2023-04-28", "progress": "过半" })
            }
            _ => json!({}),
        }
    }

    /// The words of all actions that are done to one matter, from the published contract.
    pub async fn actions(&self) -> Vec<String> {
        let document = self.anyone.get("/openapi.json").await.expect(200);
        let act = &document["paths"]["/api/v1/matters/{id}/actions/{action}"]["post"]["parameters"];
        let parameters = act.as_array().expect("parameters");
        let action = parameters.iter().find(|parameter| parameter["name"] == "action");
        let mut schema = &action.expect("the action")["schema"];
        if let Some(place) = schema["$ref"].as_str().and_then(|place| place.strip_prefix('#')) {
            schema = document.pointer(place).expect("its words");
        }
        let words = schema["enum"].as_array().expect("words").iter().map(text);
        words.filter(|action| action != "edit").collect()
    }
}
