//! Settings: flags over DUBAN_… variables over a TOML file over the defaults below. Everything
//! that is wrong is told at once, and no value of a secret ever.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Result;
use duban_app::store::Durability;
use figment::providers::Serialized;
use figment::value::Value;
use figment::{Figment, Profile};

use crate::cli::Flags;

mod reader;

use reader::Reader;

/// Every setting, its default and its meaning. The names are those of the TOML file; in the
/// environment they are written DUBAN_NAME.
const DEFAULTS: &[(&str, &str, &str)] = &[
    ("data_dir", "data", "folder of the database and the keys"),
    (
        "database_url",
        "",
        "sqlite://… or postgres://…; SQLite in the data folder when empty",
    ),
    ("listen", "127.0.0.1:8080", "address of the API"),
    (
        "log",
        "info",
        "what is logged: a level, or target=level, separated by commas",
    ),
    ("log_format", "pretty", "pretty or json"),
    (
        "jwt_key",
        "",
        "hex, 32 bytes or more; made in the data folder when empty",
    ),
    (
        "audit_key",
        "",
        "hex, 32 bytes or more; made in the data folder when empty",
    ),
    (
        "connections",
        "8",
        "SQLite: readers at once; PostgreSQL: connections at most",
    ),
    (
        "durability",
        "full",
        "SQLite: full survives a power cut, normal only a crash of the process",
    ),
    (
        "behind_proxy",
        "false",
        "believe X-Forwarded-For and X-Forwarded-Proto",
    ),
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
    pub(crate) behind_proxy: bool,
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
        let file = flags
            .config
            .clone()
            .or_else(|| std::env::var_os("DUBAN_CONFIG").map(PathBuf::from));
        Self::from_sources(flags, file.as_deref(), &environment)
    }

    fn from_sources(
        flags: &Flags,
        file: Option<&Path>,
        environment: &BTreeMap<String, String>,
    ) -> Result<Self> {
        let defaults: BTreeMap<&str, &str> =
            DEFAULTS.iter().map(|(name, value, _)| (*name, *value)).collect();
        let known = |name: &str| defaults.contains_key(name);
        let mut errors = Vec::new();
        let from_file = file.map(|file| read_file(file, &mut errors)).unwrap_or_default();
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
            .map_or(1, |span| text[..span.start].lines().count().max(1));
        errors.push(format!("{name}, line {line}: {}", error.message()));
        toml::Table::new()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(flags: &Flags, toml: Option<&str>, environment: &[(&'static str, &str)]) -> Result<Settings> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("duban.toml");
        if let Some(toml) = toml {
            std::fs::write(&file, toml)?;
        }
        let environment = environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Settings::from_sources(flags, toml.map(|_| file.as_path()), &environment)
    }

    #[test]
    fn the_defaults_are_good() {
        let settings = load(&Flags::default(), None, &[]).expect("good");
        assert_eq!(settings.listen, ([127, 0, 0, 1], 8080).into());
        assert_eq!(settings.data_dir, PathBuf::from("data"));
        assert!(settings.jwt_key.is_none() && settings.database_url.is_none() && !settings.behind_proxy);
    }

    #[test]
    fn flags_win_over_the_environment_and_that_over_the_file() {
        let toml = "listen = \"127.0.0.1:1\"\nlog = \"debug\"\nconnections = 3\nbehind_proxy = true\ndata_dir = \"file\"";
        let environment = [("listen", "127.0.0.1:2"), ("log", "warn")];
        let flags = Flags {
            listen: Some("127.0.0.1:3".to_owned()),
            ..Flags::default()
        };
        let settings = load(&flags, Some(toml), &environment).expect("good");
        assert_eq!(settings.listen.port(), 3);
        assert_eq!(settings.log, "warn");
        assert_eq!((settings.connections, settings.behind_proxy), (3, true));
        assert_eq!(settings.data_dir, PathBuf::from("file"));
    }

    #[test]
    fn everything_wrong_is_told_at_once_and_no_secret() {
        let toml = "colour = \"red\"\nconnections = 0\nlog_format = \"xml\"";
        let environment = [
            ("listen", "here"),
            ("jwt_key", "5ec2e7"),
            ("audit_key", "not hex"),
            ("database_url", "mysql://u:hunter2@h"),
            ("log", "duban_worker=loud"),
            ("listn", "127.0.0.1:80"),
        ];
        let told = load(&Flags::default(), Some(toml), &environment)
            .expect_err("bad")
            .to_string();
        for part in [
            "colour",
            "connections",
            "log_format",
            "listen",
            "jwt_key",
            "audit_key",
            "database_url",
            "log must be",
            "DUBAN_LISTN is no setting",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        for secret in ["5ec2e7", "not hex", "hunter2"] {
            assert!(!told.contains(secret), "{told}");
        }
    }

    #[test]
    fn a_broken_file_is_one_mistake_among_others_and_shows_no_line() {
        let told = load(
            &Flags::default(),
            Some("log = \"info\"\njwt_key = 5ec2e7"),
            &[("connections", "0")],
        )
        .expect_err("bad")
        .to_string();
        assert!(
            told.contains("duban.toml, line 2") && told.contains("connections"),
            "{told}"
        );
        assert!(!told.contains("5ec2e7"), "{told}");
        let missing = Settings::from_sources(
            &Flags::default(),
            Some(Path::new("/no/such.toml")),
            &BTreeMap::new(),
        );
        assert!(missing.expect_err("bad").to_string().contains("/no/such.toml"));
    }

    #[test]
    fn names_of_what_is_around_us_are_no_mistakes() {
        let cases = [
            ("LISTEN", true),
            ("LISTN", true),
            ("CONFIG", false),
            ("PUBLISH", false),
            ("TEST_DATABASE_URL", false),
            ("SERVICE_HOST", false),
            ("PORT_8080_TCP", false),
        ];
        for (name, ours) in cases {
            assert_eq!(is_ours(name), ours, "{name}");
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        let key = "ab".repeat(32);
        let settings = load(&Flags::default(), None, &[("jwt_key", &key)]).expect("good");
        assert_eq!(settings.jwt_key, Some(Secret(vec![0xab; 32])));
        assert!(!format!("{settings:?}").contains("171"), "{settings:?}");
    }
}
