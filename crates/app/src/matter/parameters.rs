//! A filter as the query parameters of `GET /matters`, so that a number can open the list that it counts.

use std::collections::BTreeMap;

use super::filter::Filter;

impl Filter {
    /// The parameters that the list reads this filter from.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        let mut told = Parameters::default();
        told.put("kind", self.kind);
        told.all("status", &self.status);
        told.put("open", self.open);
        told.put("light", self.light);
        told.put("overdue", self.overdue);
        told.put("stage", self.stage);
        told.put("resolution", self.resolution);
        told.put("outcome", self.outcome);
        told.put("leader", self.leader);
        told.put("department", self.department);
        told.put("party", self.party);
        told.all("part", &self.part);
        told.put("plan", self.plan);
        told.put("source", self.source);
        told.put("import", self.import);
        told.all("escalation", &self.escalation);
        told.put("due_from", self.due_from);
        told.put("due_to", self.due_to);
        told.put("created_from", self.created_from);
        told.put("created_to", self.created_to);
        told.put("q", self.q.as_ref());
        told.put("holder", self.holder);
        told.put("extension_pending", self.extension_pending);
        told.put("report_due", self.report_due);
        told.0
    }
}

#[derive(Default)]
struct Parameters(BTreeMap<String, String>);

impl Parameters {
    fn put(&mut self, name: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value.to_string());
        }
    }

    fn all(&mut self, name: &str, values: &[impl ToString]) {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            self.put(name, Some(values.join(",")));
        }
    }
}
