//! Settings: flags over DUBAN_… variables over a TOML file over the defaults below. Everything
//! that is wrong is told at once, and no value of a secret ever.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Result, bail};
use duban_app::store::Durability;
use figment::providers::{Format, Serialized, Toml};
use figment::value::Value;
use figment::{Figment, Profile};

use crate::cli::Flags;

/// Every setting, its default and its meaning. The names are those of the TOML file; in the
/// environment they are written DUBAN_NAME.
const DEFAULTS: &[(&str, &str, &str)] = &[
    (
        "data_dir",
        "data",
        "folder of the database, the keys and the uploads",
    ),
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

impl Settings {
    /// Reads all sources.
    pub(crate) fn load(flags: &Flags) -> Result<Self> {
        let environment: BTreeMap<&str, String> = DEFAULTS
            .iter()
            .filter_map(|(name, _, _)| {
                let value = std::env::var(format!("DUBAN_{}", name.to_uppercase())).ok()?;
                Some((*name, value)).filter(|(_, value)| !value.is_empty())
            })
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
        environment: &BTreeMap<&str, String>,
    ) -> Result<Self> {
        let defaults: BTreeMap<&str, &str> =
            DEFAULTS.iter().map(|(name, value, _)| (*name, *value)).collect();
        let mut figment = Figment::from(Serialized::from(defaults, Profile::Default));
        if let Some(file) = file {
            if !file.is_file() {
                bail!("the settings file {} is not there", file.display());
            }
            figment = figment.merge(Toml::file(file));
        }
        let figment = figment
            .merge(Serialized::from(environment, Profile::Default))
            .merge(Serialized::from(flags, Profile::Default));
        let values: BTreeMap<String, Value> = figment.extract()?;
        Reader {
            values,
            errors: Vec::new(),
        }
        .settings()
    }
}

/// Takes the values one by one and collects what is wrong.
struct Reader {
    values: BTreeMap<String, Value>,
    errors: Vec<String>,
}

impl Reader {
    fn settings(mut self) -> Result<Settings> {
        let settings = Settings {
            data_dir: PathBuf::from(self.text("data_dir")),
            database_url: self.database_url(),
            listen: self
                .parse("listen", "an address such as 127.0.0.1:8080")
                .unwrap_or_else(|| ([127, 0, 0, 1], 0).into()),
            log: self.text("log"),
            log_json: self.one_of("log_format", &["pretty", "json"]) == 1,
            jwt_key: self.key("jwt_key"),
            audit_key: self.key("audit_key"),
            connections: self.parse("connections", "a number").unwrap_or(1),
            durability: match self.one_of("durability", &["full", "normal"]) {
                1 => Durability::Normal,
                _ => Durability::Full,
            },
            behind_proxy: self.one_of("behind_proxy", &["false", "true"]) == 1,
        };
        if !(1..=200).contains(&settings.connections) {
            self.errors.push("connections must be 1 to 200".to_owned());
        }
        let unknown: Vec<String> = self.values.keys().cloned().collect();
        self.errors
            .extend(unknown.iter().map(|name| format!("{name} is no setting")));
        if !self.errors.is_empty() {
            bail!("the settings are not usable:\n  {}", self.errors.join("\n  "));
        }
        Ok(settings)
    }

    fn text(&mut self, name: &str) -> String {
        match self.values.remove(name) {
            Some(Value::String(_, text)) => text,
            Some(Value::Num(_, number)) => number
                .to_i128()
                .map_or_else(String::new, |number| number.to_string()),
            Some(Value::Bool(_, flag)) => flag.to_string(),
            _ => String::new(),
        }
    }

    fn parse<T: FromStr>(&mut self, name: &str, wanted: &str) -> Option<T> {
        let text = self.text(name);
        let value = text.parse().ok();
        if value.is_none() {
            self.errors.push(format!("{name} must be {wanted}, not {text:?}"));
        }
        value
    }

    fn one_of(&mut self, name: &str, words: &[&str]) -> usize {
        let text = self.text(name);
        let at = words.iter().position(|word| *word == text);
        if at.is_none() {
            self.errors
                .push(format!("{name} must be {}, not {text:?}", words.join(" or ")));
        }
        at.unwrap_or(0)
    }

    fn database_url(&mut self) -> Option<String> {
        let text = self.text("database_url");
        let known = ["sqlite:", "postgres:", "postgresql:"]
            .iter()
            .any(|scheme| text.starts_with(scheme));
        if !text.is_empty() && !known {
            // The address may carry a password, so it is not repeated.
            self.errors
                .push("database_url must begin with sqlite: or postgres:".to_owned());
        }
        Some(text).filter(|text| !text.is_empty())
    }

    fn key(&mut self, name: &str) -> Option<Secret> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        match hex::decode(text.trim()) {
            Ok(bytes) if bytes.len() >= 32 => Some(Secret(bytes)),
            _ => {
                self.errors
                    .push(format!("{name} must be 64 or more hexadecimal digits"));
                None
            }
        }
    }
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
            .map(|(name, value)| (*name, (*value).to_owned()))
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
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        for secret in ["5ec2e7", "not hex", "hunter2"] {
            assert!(!told.contains(secret), "{told}");
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
