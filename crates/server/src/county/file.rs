//! A county as its office writes it down: one TOML file, the same format as the demo's.

use std::path::Path;

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct County {
    pub(crate) region: Region,
    pub(crate) departments: Departments,
    #[serde(default)]
    pub(crate) leaders: Vec<Leader>,
    pub(crate) plan: Option<Plan>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Region {
    pub(crate) code: String,
    pub(crate) name: String,
    #[serde(default = "county_level")]
    pub(crate) level: String,
    #[serde(default = "shanghai")]
    pub(crate) time_zone: String,
    pub(crate) city: Option<City>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct City {
    pub(crate) code: String,
    pub(crate) name: String,
    /// Whether the city's office works in this system itself; otherwise the county records its side.
    #[serde(default)]
    pub(crate) on_system: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Departments {
    pub(crate) supervision_office: String,
    #[serde(default)]
    pub(crate) county: Vec<String>,
    #[serde(default)]
    pub(crate) townships: Vec<String>,
    #[serde(default)]
    pub(crate) city: Vec<String>,
}

/// A post. Who holds it gets the account when the administrator sets its password.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Leader {
    pub(crate) post: String,
    pub(crate) role: Option<String>,
    /// As whom the leader will sign in; made from the region's code when absent.
    pub(crate) username: Option<String>,
    #[serde(default)]
    pub(crate) portfolio: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plan {
    pub(crate) title: String,
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    #[serde(default)]
    pub(crate) goal: String,
    #[serde(default)]
    pub(crate) targets: Vec<Target>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Target {
    pub(crate) indicator: String,
    pub(crate) growth: f64,
    pub(crate) leader: String,
    pub(crate) lead: String,
    pub(crate) period: String,
}

fn county_level() -> String {
    "county".to_owned()
}

fn shanghai() -> String {
    "Asia/Shanghai".to_owned()
}

/// The county head's role in the file; every other leader has none.
pub(crate) const COUNTY_HEAD: &str = "county_head";

/// Whether this looks like an administrative code.
pub(crate) fn is_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl County {
    pub(crate) fn open(file: &Path) -> Result<Self> {
        let name = file.display();
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
        Self::read(&text).with_context(|| format!("{name} was not loaded"))
    }

    /// Reads and checks. A slip of the pen is told with its line, everything else with its field and all at once.
    pub(crate) fn read(text: &str) -> Result<Self> {
        let county: Self = toml::from_str(text)?;
        let errors = county.errors();
        if !errors.is_empty() {
            bail!("\n  {}", errors.join("\n  "));
        }
        Ok(county)
    }
}
