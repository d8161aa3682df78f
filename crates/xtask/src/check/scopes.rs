//! A read of matters, or of what hangs on one, takes a scope. `crates/app/src/scope.rs` has the only functions that
//! read these tables; what could go past them is refused here.

use std::str::FromStr;

use anyhow::{Result, bail};
use proc_macro2::TokenStream;

use super::{sources, tokens::Facts};
use crate::progress::Progress;

const FINDERS: &str = "crates/app/src/scope.rs";

/// Where a read may take no scope: it serves the rules, a command or the worker, or comes after a read that took one.
const MAY_READ_UNSCOPED: &[&str] = &[
    "crates/app/src/alert/failure.rs",
    "crates/app/src/alert/fire.rs",
    "crates/app/src/alert/query.rs",
    "crates/app/src/alert/sweep.rs",
    "crates/app/src/escalation/query.rs",
    "crates/app/src/extension/query.rs",
    "crates/app/src/import/query.rs",
    "crates/app/src/matter/dates.rs",
    "crates/app/src/matter/deadline.rs",
    "crates/app/src/matter/effect/report.rs",
    "crates/app/src/matter/apply_action.rs",
    "crates/app/src/matter/query.rs",
    "crates/app/src/outbox/health.rs",
    "crates/app/src/region/command.rs",
    "crates/app/src/region/settings.rs",
    "crates/app/src/submission/query.rs",
];

/// Tables with a matter's id that are read by nobody but the worker.
const OF_THE_WORKER: &[&str] = &["crates/app/src/alert/failure.rs"];

pub(crate) fn check(_: &Progress) -> Result<()> {
    let mut faults = Vec::new();
    // Nobody else can reach the tables.
    let app = sources::of_crates()?
        .into_iter()
        .filter(|(name, _)| name == "crates/app");
    for (name, sources) in app {
        let finders = sources.get("scope.rs").cloned().unwrap_or_default();
        for (file, text) in sources {
            faults.extend(fault_of(&format!("{name}/src/{file}"), &text, &finders));
        }
    }
    if !faults.is_empty() {
        bail!("\n  {}", faults.join("\n  "));
    }
    Ok(())
}

fn fault_of(file: &str, text: &str, finders: &str) -> Option<String> {
    if file == FINDERS {
        return None;
    }
    let tokens = TokenStream::from_str(text).ok()?;
    if is_table_of_matters(text) && !OF_THE_WORKER.contains(&file) && !has_finders(file, finders) {
        return Some(format!(
            "{file} is a table that hangs on a matter: {FINDERS} must have its finders"
        ));
    }
    let facts = Facts::of(tokens);
    let imported = facts.imports.iter().map(|import| &import.path);
    let mut paths = facts.paths.iter().chain(imported);
    let unscoped = paths.any(|path| path.iter().any(|name| name == "Unscoped"));
    if unscoped && !MAY_READ_UNSCOPED.contains(&file) {
        return Some(format!(
            "{file} reads matters without a scope: find them by policy::visibility, or say in crates/xtask why not"
        ));
    }
    // The trait's own function is found again by `<Entity as EntityTrait>::find`.
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .windows(2)
        .any(|pair| pair[0] == "as" && pair[1].starts_with("EntityTrait>"))
        .then(|| format!("{file} goes past the finders of {FINDERS} by `as EntityTrait`"))
}

/// The matters themselves, or rows that always have one.
fn is_table_of_matters(text: &str) -> bool {
    let has_matter = text.contains("matter_id: Uuid,") || text.contains("table_name = \"matter\"");
    text.contains("DeriveEntityModel") && has_matter
}

/// Whether the finders name the table's module, by itself or as the folder of an `entity`.
fn has_finders(file: &str, finders: &str) -> bool {
    let path = file.trim_end_matches(".rs").trim_end_matches("/entity");
    let Some(table) = path.rsplit('/').next() else {
        return false;
    };
    let listed = finders
        .split("hangs_on_matter!(")
        .nth(1)
        .and_then(|rest| rest.split(')').next());
    let hangs = listed.is_some_and(|tables| tables.split(',').any(|name| name.trim() == table));
    hangs || finders.contains(&format!("impl {table}::Entity"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WITH_REPORT: &str = "impl matter::Entity {} hangs_on_matter!(pause, report);";
    const TABLE: &str = "#[derive(DeriveEntityModel)] pub struct Model { pub matter_id: Uuid, }";

    #[test]
    fn read_without_a_scope_is_a_fault() {
        for (file, text, is_fault) in [
            ("home.rs", "fn f() { E::find_unscoped(Unscoped::Shown) }", true),
            ("home.rs", "use crate::scope::Unscoped as U;", true),
            ("home.rs", "use crate::scope::{Unscoped};", true),
            ("home.rs", "fn f() { <Entity as EntityTrait>::find() }", true),
            (
                "home.rs",
                "fn f(scope: &Scope) { Entity::find(scope) } // Unscoped",
                false,
            ),
            ("matter/apply_action.rs", "fn f() { g(Unscoped::Decided) }", false),
            (
                "matter/apply_action.rs",
                "fn f() { <E as EntityTrait>::find() }",
                true,
            ),
            ("scope.rs", "fn f() { <Self as EntityTrait>::find() }", false),
        ] {
            let file = format!("crates/app/src/{file}");
            assert_eq!(
                fault_of(&file, text, WITH_REPORT).is_some(),
                is_fault,
                "{file}: {text}"
            );
        }
    }

    #[test]
    fn table_of_matters_without_finders_is_a_fault() {
        let matter = "#[derive(DeriveEntityModel)] #[sea_orm(table_name = \"matter\")] struct Model;";
        let inbox = "#[derive(DeriveEntityModel)] struct Model { matter_id: Option<Uuid>, }";
        for (file, text, is_fault) in [
            ("matter/report.rs", TABLE, false),
            ("report/entity.rs", TABLE, false),
            ("matter/visit.rs", TABLE, true),
            ("visit/entity.rs", TABLE, true),
            ("matter/entity.rs", matter, false),
            ("ledger/entity.rs", matter, true),
            ("notification/entity.rs", inbox, false),
            ("alert/failure.rs", TABLE, false),
        ] {
            let file = format!("crates/app/src/{file}");
            assert_eq!(fault_of(&file, text, WITH_REPORT).is_some(), is_fault, "{file}");
        }
    }
}
