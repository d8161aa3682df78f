//! User names for posts that bring none, numbered by what is free: the place in the file may change from one run to the
//! next, and a name that was given once is never given again.

use std::collections::BTreeSet;

use duban_app::user::command::Account;

use super::file::County;

pub(super) struct UsernameGenerator<'a> {
    code: &'a str,
    number: usize,
    taken: BTreeSet<&'a str>,
}

impl<'a> UsernameGenerator<'a> {
    pub(super) fn new(county: &'a County, accounts: &'a [Account]) -> Self {
        let in_file = county
            .leaders
            .iter()
            .filter_map(|leader| leader.username.as_deref());
        let there = accounts.iter().map(|account| account.username.as_str());
        Self {
            code: &county.region.code,
            number: 0,
            taken: in_file.chain(there).collect(),
        }
    }

    pub(super) fn free(&mut self) -> String {
        loop {
            self.number += 1;
            let name = format!("{}-l{:02}", self.code, self.number);
            if !self.taken.contains(name.as_str()) {
                return name;
            }
        }
    }
}
