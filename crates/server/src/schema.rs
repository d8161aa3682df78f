//! The schema of an opened database beside the steps that this program knows.

use anyhow::{Context, Result, bail};
use duban_app::event::verify;
use duban_app::store::Store;
use duban_migrations::{Migrator, MigratorTrait};

/// What to do about a schema that is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schema {
    /// Bring it up to date.
    Migrate,
    /// The same; and an empty database where another is missed, or an emptied chain, is meant (`--new`).
    New,
    /// Refuse; another command does that.
    Require,
}

impl Schema {
    /// For a command that may make a database, with its flag `--new`.
    pub(crate) const fn migrating(new: bool) -> Self {
        if new { Self::New } else { Self::Migrate }
    }
}

/// How the database stands to the program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It has every step and no other.
    Current,
    /// It lacks so many steps.
    Behind(usize),
    /// A newer program has been here and left these steps.
    Ahead(Vec<String>),
    /// It lacks steps and has others: no upgrade leads there.
    Diverged(Vec<String>),
}

/// What was found when the database was opened.
#[derive(Debug)]
pub(crate) struct SchemaReport {
    pub(crate) state: State,
    /// There is a region or a link of a chain, which tells that the database is somebody's.
    pub(crate) begun: bool,
    /// The table of small facts is there, so that it can be asked before anything is written.
    pub(crate) has_state: bool,
}

/// The steps that make the table of events and that of small facts.
const EVENTS: &str = "m0006_event";
const STATE: &str = "m0009_calendar";

/// Looks at the schema and refuses one that cannot be worked with. A newer one is accepted with a warning: steps are
/// made so that the release before still runs on them, and during an upgrade one of its processes may start again.
pub(crate) async fn inspect(store: &Store, schema: Schema) -> Result<SchemaReport> {
    let applied = applied(store).await?;
    let state = compare(&applied, &known());
    match (&state, schema) {
        (State::Current, _) | (State::Behind(_), Schema::Migrate | Schema::New) => {}
        (State::Behind(steps), Schema::Require) => {
            bail!("the schema is {steps} steps behind: run duban migrate first")
        }
        (State::Ahead(steps), _) => tracing::warn!(
            steps = steps.join(", "),
            "the database is newer than this program, which is meant for the time of an upgrade only"
        ),
        (State::Diverged(steps), _) => bail!(
            "the database has steps that this program does not know ({}) and lacks others that it needs: \
             start the version that the database was last used with",
            steps.join(", ")
        ),
    }
    let has = |table: &str| applied.iter().any(|step| step == table);
    let begun = has(EVENTS)
        && verify::begun(store)
            .await
            .context("cannot read the chain of events")?;
    Ok(SchemaReport {
        state,
        begun,
        has_state: has(STATE),
    })
}

/// Brings the schema up to date.
pub(crate) async fn migrate(store: &Store) -> Result<()> {
    let connection = store.unlimited().await.context("cannot reach the database")?;
    Migrator::up(&connection, None)
        .await
        .context("cannot bring the schema up to date")
}

async fn applied(store: &Store) -> Result<Vec<String>> {
    let applied = Migrator::get_migration_models(store.for_migrations())
        .await
        .context("cannot read the schema's state")?;
    Ok(applied.into_iter().map(|step| step.version).collect())
}

fn known() -> Vec<String> {
    let steps = Migrator::migrations();
    steps.iter().map(|step| step.name().to_owned()).collect()
}

fn compare(applied: &[String], known: &[String]) -> State {
    let lacking = known.iter().filter(|step| !applied.contains(step)).count();
    let unknown: Vec<String> = applied
        .iter()
        .filter(|step| !known.contains(step))
        .cloned()
        .collect();
    match (lacking, unknown.is_empty()) {
        (0, true) => State::Current,
        (_, true) => State::Behind(lacking),
        (0, false) => State::Ahead(unknown),
        (_, false) => State::Diverged(unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compare_names_how_the_schema_differs() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let cases = [
            ("a b", "a b", State::Current),
            ("", "a b", State::Behind(2)),
            ("a", "a b", State::Behind(1)),
            ("a b c", "a b", State::Ahead(words("c"))),
            ("a c", "a b", State::Diverged(words("c"))),
        ];
        for (applied, known, expected) in cases {
            assert_eq!(
                compare(&words(applied), &words(known)),
                expected,
                "{applied} beside {known}"
            );
        }
    }
}
