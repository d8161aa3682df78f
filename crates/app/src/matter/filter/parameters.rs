//! A filter as the query parameters of `GET /matters`, so that a number can open the list that it counts.

use std::collections::BTreeMap;

use super::Filter;

impl Filter {
    /// The parameters that the list reads this filter from.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        let mut told = Parameters::default();
        self.put_into(&mut told);
        told.0
    }
}

#[derive(Default)]
pub(super) struct Parameters(BTreeMap<String, String>);

impl Parameters {
    pub(super) fn put(&mut self, name: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value.to_string());
        }
    }

    pub(super) fn all(&mut self, name: &str, values: &[impl ToString]) {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            self.put(name, Some(values.join(",")));
        }
    }
}
