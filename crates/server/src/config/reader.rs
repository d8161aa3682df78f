//! From texts to settings: every value is looked at, and what is wrong is collected.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Result, bail};
use duban_app::store::{Durability, Limits};
use figment::value::Value;
use tracing_subscriber::EnvFilter;

use super::{Secret, Settings};

/// Takes the values one by one and collects what is wrong.
pub(super) struct Reader {
    pub(super) values: BTreeMap<String, Value>,
    pub(super) errors: Vec<String>,
}

impl Reader {
    pub(super) fn settings(mut self) -> Result<Settings> {
        let settings = Settings {
            data_dir: PathBuf::from(self.text("data_dir")),
            database_url: self.database_url(),
            listen: self
                .parse("listen", "an address such as 127.0.0.1:8080")
                .unwrap_or_else(|| ([127, 0, 0, 1], 0).into()),
            log: self.log(),
            log_json: self.one_of("log_format", &["pretty", "json"]) == 1,
            jwt_key: self.key("jwt_key"),
            audit_key: self.key("audit_key"),
            connections: self.parse("connections", "a number").unwrap_or(1),
            durability: match self.one_of("durability", &["full", "normal"]) {
                1 => Durability::Normal,
                _ => Durability::Full,
            },
            limits: Limits {
                connect: self.seconds("database_connect_seconds"),
                acquire: self.seconds("database_acquire_seconds"),
                statement: self.seconds("database_statement_seconds"),
                lock: self.seconds("database_lock_seconds"),
                idle_in_transaction: self.seconds("database_idle_seconds"),
            },
            proxies: self.proxies(),
            max_connections: self.count("max_connections", 50..=100_000),
            connections_per_address: self.count("connections_per_address", 10..=100_000),
            heavy_reads: self.count("heavy_reads", 1..=200),
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

    fn log(&mut self) -> String {
        let text = self.text("log");
        if EnvFilter::try_new(&text).is_err() {
            self.errors
                .push("log must be a level such as info, or target=level, separated by commas".to_owned());
        }
        text
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

    fn count(&mut self, name: &str, range: RangeInclusive<usize>) -> usize {
        let text = self.text(name);
        let count = text.parse().ok().filter(|count| range.contains(count));
        count.unwrap_or_else(|| {
            let (from, to) = (range.start(), range.end());
            self.errors
                .push(format!("{name} must be {from} to {to}, not {text:?}"));
            *from
        })
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

    /// A wait without an end would be no limit, and none a refusal of everything.
    fn seconds(&mut self, name: &str) -> Duration {
        let seconds = self.parse(name, "a number of seconds").unwrap_or(1);
        if !(1..=3_600).contains(&seconds) {
            self.errors.push(format!("{name} must be 1 to 3600"));
        }
        Duration::from_secs(seconds)
    }

    fn proxies(&mut self) -> u8 {
        let text = self.text("behind_proxy");
        let count = match text.as_str() {
            "false" => Some(0),
            "true" => Some(1),
            count => count.parse().ok().filter(|count| *count <= 9),
        };
        count.unwrap_or_else(|| {
            self.errors.push(format!(
                "behind_proxy must be false, true or the number of proxies, not {text:?}"
            ));
            0
        })
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
