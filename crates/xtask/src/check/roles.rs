//! What a role means is decided in the policy: nobody else names one, but for those who make accounts.

use std::str::FromStr;

use anyhow::{Result, bail};
use proc_macro2::TokenStream;

use super::{sources, tokens::Facts};
use crate::progress::Progress;

/// Where roles may be named: the policy, who makes accounts and gives them roles, and the words for them.
const MAY_NAME: &[&str] = &[
    "crates/api/src/messages/",
    "crates/app/src/user/load.rs",
    "crates/app/src/user/local_admin.rs",
    "crates/bench/src/county.rs",
    "crates/core/src/policy/",
    "crates/server/src/command/admin/",
    "crates/server/src/county/",
    "crates/server/src/demo/",
];

pub(crate) fn check(_: &Progress) -> Result<()> {
    let mut faults = Vec::new();
    for (name, sources) in sources::of_crates()? {
        for (file, text) in sources {
            faults.extend(fault_of(&format!("{name}/src/{file}"), &text));
        }
    }
    if !faults.is_empty() {
        bail!("\n  {}", faults.join("\n  "));
    }
    Ok(())
}

fn fault_of(file: &str, text: &str) -> Option<String> {
    if MAY_NAME.iter().any(|place| file.starts_with(place)) {
        return None;
    }
    let facts = Facts::of(TokenStream::from_str(text).ok()?);
    let imported = facts.imports.iter().map(|import| &import.path);
    let role = facts.paths.iter().chain(imported).find_map(|path| named(path))?;
    Some(format!(
        "{file} names Role::{role}: what follows from a role is decided in crates/core/src/policy"
    ))
}

/// The role that a path names; `Role::ALL` and functions are none.
fn named(path: &[String]) -> Option<&str> {
    let at = path.iter().position(|name| name == "Role")?;
    let name = path.get(at + 1)?;
    let is_role = name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
    is_role.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn role_outside_the_policy_is_a_fault() {
        for (file, text, is_fault) in [
            (
                "crates/app/src/home.rs",
                "fn f(a: Role) -> bool { a == Role::Leader }",
                true,
            ),
            (
                "crates/app/src/home.rs",
                "fn f(a: Role) -> bool { matches!(a, Role::Leader) }",
                true,
            ),
            (
                "crates/app/src/home.rs",
                "fn f() { g(duban_core::word::Role::Leader) }",
                true,
            ),
            (
                "crates/app/src/home.rs",
                "use duban_core::word::Role::{Leader, Handler};",
                true,
            ),
            (
                "crates/app/src/home.rs",
                "fn f() { g(Role::ALL) } // Role::Leader",
                false,
            ),
            (
                "crates/app/src/home.rs",
                "#[cfg(test)] mod tests { fn f() { g(Role::Leader) } }",
                false,
            ),
            (
                "crates/core/src/policy/relation.rs",
                "fn f(a: Role) -> bool { a == Role::Leader }",
                false,
            ),
        ] {
            assert_eq!(fault_of(file, text).is_some(), is_fault, "{file}: {text}");
        }
    }
}
