//! What a number stands for, told from the matters themselves: each number must open exactly the
//! matters of which its name is true.

use std::collections::BTreeSet;

use duban_tests::Person;
use duban_tests::world::text;
use serde_json::Value;

/// Every matter that a person sees, in full, and the day on which it is looked at.
pub(super) struct Seen {
    person: Person,
    today: String,
    matters: Vec<Value>,
}

impl Seen {
    pub(super) async fn by(person: &Person) -> Self {
        let mut matters = Vec::new();
        for row in person.matters("").await {
            matters.push(person.matter(&text(&row["id"])).await);
        }
        let today = text(&person.get("/home").await.expect(200)["today"]);
        Self {
            person: person.clone(),
            today,
            matters,
        }
    }

    /// Opens every number of one set, those of the whole or of one leader or department; tells how many there were.
    pub(super) async fn open(&self, numbers: &Value, group: Option<(&str, &Value)>) -> usize {
        let mut opened = 0;
        let escalated = numbers["escalated"].as_object().expect("escalated");
        let plain = numbers.as_object().expect("numbers").iter();
        let plain = plain.filter(|(_, number)| number["query"].is_object());
        for (name, number, is_escalated) in plain
            .map(|(name, number)| (name, number, false))
            .chain(escalated.iter().map(|(name, number)| (name, number, true)))
        {
            let belongs = |matter: &Value| match group {
                Some((field, id)) => matter[field]["id"] == *id,
                None => true,
            };
            let fits = |matter: &&Value| {
                let is = if is_escalated {
                    matter["escalation"]["status"] == name.as_str()
                } else {
                    self.is(name, matter).unwrap_or_else(|| panic!("what is {name}?"))
                };
                is && belongs(matter)
            };
            let expected: BTreeSet<String> = self
                .matters
                .iter()
                .filter(fits)
                .map(|matter| text(&matter["id"]))
                .collect();
            assert_eq!(
                self.listed(number).await,
                expected,
                "{}: {name} of {group:?}",
                self.person.name
            );
            opened += 1;
        }
        opened
    }

    /// Opens a card of the first page: the list holds as many as it says, and each is what the card speaks of.
    pub(super) async fn open_card(&self, card: &Value) {
        let key = text(&card["key"]);
        for id in self.listed(card).await {
            let matter = self.matters.iter().find(|matter| matter["id"] == id.as_str());
            let matter =
                matter.unwrap_or_else(|| panic!("{key} of {} opens what is not seen", self.person.name));
            let fits = self.is(&key, matter);
            assert_ne!(fits, Some(false), "{}: {key} opens {matter}", self.person.name);
        }
    }

    /// What a number opens; exactly as many as it counts.
    async fn listed(&self, number: &Value) -> BTreeSet<String> {
        let query: Vec<String> = number["query"]
            .as_object()
            .expect("a query")
            .iter()
            .map(|(name, value)| format!("{name}={}", text(value)))
            .collect();
        let query = query.join("&");
        let submissions = number["page"] == "escalations";
        let ids: Vec<String> = if submissions {
            let rows = self.person.all(&format!("/escalations?{query}")).await;
            rows.iter().map(|row| text(&row["matter"]["id"])).collect()
        } else {
            let rows = self.person.matters(&query).await;
            rows.iter().map(|row| text(&row["id"])).collect()
        };
        let rows = ids.len() as u64;
        let ids: BTreeSet<String> = ids.into_iter().collect();
        let count = number["count"].as_u64().expect("a count");
        assert_eq!(
            (ids.len() as u64, rows),
            (count, count),
            "{}: {query}",
            self.person.name
        );
        // Submissions have no count of their own: the card counts them.
        if !submissions {
            let counted = self.person.count(&query).await;
            assert_eq!(counted, count, "{}: {query}", self.person.name);
        }
        ids
    }

    /// Whether the name of a number is true of a matter; nothing for a name that says nothing here.
    fn is(&self, name: &str, matter: &Value) -> Option<bool> {
        let status = |expected: &str| matter["status"] == expected;
        let solved = |level: &str| {
            status("closed") && matter["outcome"] == "achieved" && matter["resolution"] == level
        };
        let escalation = |expected: &str| matter["escalation"]["status"] == expected;
        Some(match name {
            "registered" => true,
            "open" => !status("closed") && !status("cancelled"),
            "overdue" => is_overdue(matter, &self.today),
            "solved_on_site" => solved("on_site"),
            "solved_county" => solved("county"),
            "solved_city" => solved("city"),
            "unachieved" => status("closed") && matter["outcome"] == "unachieved",
            "cancelled" => status("cancelled"),
            "due_soon" => matter["light"] == "yellow",
            "to_approve" => status("pending_approval"),
            "to_issue" => status("draft"),
            "to_sign" => status("issued"),
            "objected" => status("objected"),
            "to_verify" => status("claimed"),
            "to_close" => status("verified"),
            "to_endorse" => escalation("proposed"),
            "to_submit" => escalation("endorsed"),
            "to_accept" => escalation("submitted"),
            "to_answer" => escalation("accepted"),
            "answered" => escalation("answered"),
            "at_city" => matter["stage"] == "city",
            "my_move" => matter["holder"] == "lead_department",
            _ => return None,
        })
    }
}

/// Whether somebody is late with it on a day, told from its date alone.
pub(super) fn is_overdue(matter: &Value, today: &str) -> bool {
    let running = ["issued", "objected", "in_progress"];
    running.iter().any(|status| matter["status"] == *status)
        && matter["due_on"].as_str().is_some_and(|due| due < today)
}
