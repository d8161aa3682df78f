//! What there is in the end, told so that two runs can be compared: by titles and user names, not by
//! ids, and without the times of the machine.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::Value;

use super::expected;
use crate::world::{Person, text};

/// Longer than a dead worker's lease on a message.
const PATIENCE: Duration = Duration::from_secs(90);

/// Everything that can be seen over HTTP, each thing with how often it is there.
#[derive(Debug)]
pub struct Evidence {
    matters: Tally,
    events: Tally,
    alerts: Tally,
    rungs: BTreeSet<String>,
    inboxes: Tally,
    marks: Tally,
    numbers: Vec<String>,
    slips: BTreeSet<String>,
    undelivered: usize,
    verdict: Value,
    worker: Value,
}

type Tally = BTreeMap<String, u32>;

impl Evidence {
    /// Waits until every message is delivered, and looks at all matters, as the office sees them, and all inboxes.
    pub async fn gather(
        auditor: &Person,
        office: &Person,
        everybody: impl IntoIterator<Item = &Person>,
    ) -> Self {
        let worker = settled(office).await;
        let mut evidence = Self {
            matters: Tally::new(),
            events: Tally::new(),
            alerts: Tally::new(),
            rungs: BTreeSet::new(),
            inboxes: Tally::new(),
            marks: Tally::new(),
            numbers: Vec::new(),
            slips: BTreeSet::new(),
            undelivered: 0,
            verdict: auditor.get("/audit/verify").await.expect(200),
            worker,
        };
        for matter in office.matters("sort=number").await {
            evidence.matter(office, &matter).await;
        }
        for person in everybody {
            for note in person.inbox().await {
                let about = &note["matter"]["title"];
                count(
                    &mut evidence.inboxes,
                    format!(
                        "{} {about} {} {} {}",
                        person.name, note["kind"], note["title"], note["why"]
                    ),
                );
            }
        }
        evidence
    }

    async fn matter(&mut self, office: &Person, matter: &Value) {
        let (id, title) = (text(&matter["id"]), text(&matter["title"]));
        let fields = [
            "number",
            "status",
            "due_on",
            "light",
            "working_days_left",
            "progress_percent",
            "holder",
            "version",
        ];
        let shown: Vec<String> = fields
            .iter()
            .map(|field| format!("{field} {}", matter[field]))
            .collect();
        count(&mut self.matters, format!("{title} {}", shown.join(" ")));
        count(&mut self.marks, title.clone());
        self.numbers.push(text(&matter["number"]));
        if matter["status"] == "draft" {
            return;
        }
        for event in office.all(&format!("/matters/{id}/events")).await {
            let reported = format!(
                "{title} {} {} {} {}",
                event["action"], event["note"], event["rule"], event["actor"]["name"]
            );
            count(&mut self.events, reported);
            if let Some(note) = event["note"].as_str() {
                count(&mut self.marks, note.to_owned());
            }
        }
        for alert in office.alerts(&id).await {
            let rule = text(&alert["rule"]);
            if matches!(rule.as_str(), "due" | "sign_overdue") {
                let step = alert["step"].as_i64().expect("a step");
                let role = text(&alert["recipient_role"]);
                self.rungs.insert(expected::name(&title, &rule, step, &role));
            }
            let fields = ["rule", "step", "cycle", "recipient_role", "outcome", "why"];
            let shown: Vec<String> = fields
                .iter()
                .map(|field| format!("{field} {}", alert[field]))
                .collect();
            // A death at nine may put a sweep off until the clock's next stop, but not to another day.
            let day = &text(&alert["fired_at"])[..10];
            let color = &alert["slip"]["color"];
            count(
                &mut self.alerts,
                format!(
                    "{title} {} {} slip {color} on {day}",
                    alert["recipient"]["name"],
                    shown.join(" ")
                ),
            );
            self.slips
                .extend(alert["slip"]["number"].as_str().map(str::to_owned));
            self.undelivered += usize::from(alert["outcome"] == "sent" && alert["delivered_at"].is_null());
        }
    }

    /// How often something with this mark happened.
    pub fn times(&self, mark: &str) -> u32 {
        self.marks.get(mark).copied().unwrap_or(0)
    }

    /// What must hold whatever happened.
    pub fn is_sound(&self) {
        assert_eq!(self.verdict["whole"], true, "{}", self.verdict);
        let gapless = |word: char, count: usize| (1..=count).map(move |n| format!("{word}〔2023〕{n:04}号"));
        let wanted: Vec<String> = gapless('督', self.numbers.len()).collect();
        assert_eq!(self.numbers, wanted, "the matters' numbers have no gap");
        let wanted: BTreeSet<String> = gapless('催', self.slips.len()).collect();
        assert_eq!(self.slips, wanted, "the slips' numbers have no gap");
        let doubled: Vec<&String> = self
            .alerts
            .iter()
            .filter(|(_, times)| **times > 1)
            .map(|(alert, _)| alert)
            .collect();
        assert!(doubled.is_empty(), "doubled alerts: {doubled:#?}");
        assert_eq!(self.undelivered, 0, "alerts that never arrived");
        assert_eq!(self.worker["dead_letters"], 0, "{}", self.worker);
    }

    /// The rungs that a script of so many days climbs, and no others.
    pub fn has_climbed(&self, days: u32) {
        let expected = expected::rungs(days);
        let missing: Vec<_> = expected.difference(&self.rungs).collect();
        let extra: Vec<_> = self.rungs.difference(&expected).collect();
        assert!(
            missing.is_empty() && extra.is_empty(),
            "alerts missing: {missing:#?}, alerts too many: {extra:#?}"
        );
        assert!(
            expected.len() > 50,
            "the script climbs {} rungs only",
            expected.len()
        );
    }

    /// Nothing is missing and nothing is too much.
    pub fn is_the_same_as(&self, twin: &Self) {
        compare("matters", &self.matters, &twin.matters);
        compare("events", &self.events, &twin.events);
        compare("alerts", &self.alerts, &twin.alerts);
        compare("messages", &self.inboxes, &twin.inboxes);
    }
}

/// Waits until every message has been delivered, also those that a dead worker had taken.
async fn settled(office: &Person) -> Value {
    let wait = async {
        loop {
            let worker = office.get("/worker").await.expect(200);
            if worker["outbox_depth"] == 0 && worker["oldest_due_at"].is_null() {
                return worker;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    tokio::time::timeout(PATIENCE, wait)
        .await
        .expect("every message is delivered in the end")
}

fn count(tally: &mut Tally, what: String) {
    *tally.entry(what).or_insert(0) += 1;
}

fn compare(what: &str, killed: &Tally, twin: &Tally) {
    let of = |one: &Tally, other: &Tally| -> Vec<String> {
        one.iter()
            .filter(|(key, times)| other.get(*key) != Some(times))
            .map(|(key, times)| format!("{times} × {key}"))
            .collect()
    };
    let (extra, missing) = (of(killed, twin), of(twin, killed));
    assert!(
        extra.is_empty() && missing.is_empty(),
        "{what}: the killed one has {extra:#?} where its twin has {missing:#?}"
    );
}
