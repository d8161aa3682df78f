//! Settings: flags over DUBAN_… variables over a TOML file over the defaults below. Everything
//! that is wrong is told at once, and no value of a secret ever.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Result;
use duban_app::store::{Durability, Limits};
use figment::providers::Serialized;
use figment::value::Value;
use figment::{Figment, Profile};

use crate::cli::Flags;

mod reader;

use reader::Reader;

/// Every setting and its default. The names are those of the TOML file; in the environment they are written DUBAN_NAME.
const DEFAULTS: &[(&str, &str)] = &[
    // Folder of the database and the keys.
    ("data_dir", "data"),
    // sqlite://… or postgres://…; SQLite in the data folder when empty.
    ("database_url", ""),
    // Address of the API.
    ("listen", "127.0.0.1:8080"),
    // What is logged: a level, or target=level, separated by commas.
    ("log", "info"),
    // pretty or json.
    ("log_format", "pretty"),
    // Hex, 32 bytes or more; made in the data folder when empty.
    ("jwt_key", ""),
    ("audit_key", ""),
    // SQLite: readers at once. PostgreSQL: connections for writing at most, and as many for reading.
    ("connections", "8"),
    // SQLite: full survives a power cut, normal only a crash of the process.
    ("durability", "full"),
    // Seconds that the database may take: for a try to connect, for a free connection, for one statement, and on
    // PostgreSQL for a lock of somebody else and for a transaction in which nothing happens.
    ("database_connect_seconds", "3"),
    ("database_acquire_seconds", "20"),
    ("database_statement_seconds", "30"),
    ("database_lock_seconds", "8"),
    ("database_idle_seconds", "5"),
    // How many proxies stand in front, one behind the other; true is one. X-Forwarded-For and -Proto are theirs.
    ("behind_proxy", "false"),
    // Connections of callers in all, as far as the limit of open files allows, and from one address where no proxy
    // stands in front.
    ("max_connections", "4000"),
    ("connections_per_address", "500"),
    // Counters, audits, ledgers and checks that are made at once; the others wait in turn.
    ("heavy_reads", "4"),
];

/// The settings, checked.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) data_dir: PathBuf,
    pub(crate) database_url: Option<String>,
    pub(crate) listen: SocketAddr,
    pub(crate) log: String,
    pub(crate) log_json: bool,
    pub(crate) jwt_key: Option<Secret>,
    pub(crate) audit_key: Option<Secret>,
    pub(crate) connections: u32,
    pub(crate) durability: Durability,
    /// How long the database may take.
    pub(crate) limits: Limits,
    /// How many proxies stand in front, one behind the other.
    pub(crate) proxies: u8,
    /// Callers' connections in all.
    pub(crate) max_connections: usize,
    /// Callers' connections from one address.
    pub(crate) connections_per_address: usize,
    /// Heavy reads at once.
    pub(crate) heavy_reads: usize,
}

/// Bytes that are never shown.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(pub(crate) Vec<u8>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What every name in the environment begins with.
const PREFIX: &str = "DUBAN_";
/// Names that are no settings of the program but of what is around it: the file to read, the compose file, the tests,
/// and what Kubernetes puts into every container beside a service called duban.
const NOT_OURS: &[&str] = &["CONFIG", "VERSION", "PUBLISH"];
const NOT_OURS_EITHER: &[&str] = &["TEST_", "SERVICE_", "PORT"];

impl Settings {
    /// Reads all sources.
    pub(crate) fn load(flags: &Flags) -> Result<Self> {
        let environment: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| {
                Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
            })
            .filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?.to_owned(), value)))
            .filter(|(name, value)| !value.is_empty() && is_ours(name))
            .map(|(name, value)| (name.to_lowercase(), value))
            .collect();
        let file = file(flags, std::env::var_os("DUBAN_CONFIG"));
        Self::from_sources(flags, file.as_deref(), &environment)
    }

    /// The defaults in a folder of the test's own.
    #[cfg(test)]
    pub(crate) fn in_folder(folder: &Path) -> Self {
        let flags = Flags {
            data_dir: Some(folder.display().to_string()),
            ..Flags::default()
        };
        Self::from_sources(&flags, None, &BTreeMap::new()).expect("good settings")
    }

    fn from_sources(
        flags: &Flags,
        file: Option<&Path>,
        environment: &BTreeMap<String, String>,
    ) -> Result<Self> {
        let defaults: BTreeMap<&str, &str> = DEFAULTS.iter().copied().collect();
        let known = |name: &str| defaults.contains_key(name);
        let mut errors = Vec::new();
        let mut from_file = file.map(|file| read_file(file, &mut errors)).unwrap_or_default();
        from_file.retain(|name, value| {
            // Anything else would read as empty, and an empty key is one that is made up.
            let fits = !known(name) || value.is_str() || value.is_integer() || value.is_bool();
            if !fits {
                errors.push(format!("{name} must be one text, number, true or false"));
            }
            fits
        });
        errors.extend(
            environment
                .keys()
                .filter(|name| !known(name))
                .map(|name| format!("{PREFIX}{} is no setting", name.to_uppercase())),
        );
        let environment: BTreeMap<_, _> = environment.iter().filter(|(name, _)| known(name)).collect();
        let figment = Figment::from(Serialized::from(&defaults, Profile::Default))
            .merge(Serialized::from(from_file, Profile::Default))
            .merge(Serialized::from(environment, Profile::Default))
            .merge(Serialized::from(flags, Profile::Default));
        let values: BTreeMap<String, Value> = figment.extract()?;
        Reader { values, errors }.settings()
    }
}

/// The TOML file; like every other variable, an empty one is none.
fn file(flags: &Flags, variable: Option<OsString>) -> Option<PathBuf> {
    let from_variable = || variable.filter(|file| !file.is_empty()).map(PathBuf::from);
    flags.config.clone().or_else(from_variable)
}

fn is_ours(name: &str) -> bool {
    !NOT_OURS.contains(&name) && !NOT_OURS_EITHER.iter().any(|prefix| name.starts_with(prefix))
}

/// The file's settings. A file that cannot be read is one mistake among the others; its lines are not
/// repeated, for a key may stand in them.
fn read_file(file: &Path, errors: &mut Vec<String>) -> toml::Table {
    let name = file.display();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            errors.push(format!("the settings file {name} cannot be read: {error}"));
            return toml::Table::new();
        }
    };
    text.parse().unwrap_or_else(|error: toml::de::Error| {
        let line = error
            .span()
            .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        errors.push(format!("{name}, line {line}: {}", error.message()));
        toml::Table::new()
    })
}

#[cfg(test)]
mod tests;
