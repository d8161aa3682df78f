//! What is in the demo county, read from its file.

use anyhow::{Context, Result};
use chrono::NaiveDate;
use serde::Deserialize;

static TEXT: &str = include_str!("../../demo/shizong.toml");

#[derive(Debug, Deserialize)]
pub(super) struct County {
    pub(super) region: Region,
    pub(super) plan: Plan,
    pub(super) leaders: Vec<Leader>,
    pub(super) departments: Departments,
}

#[derive(Debug, Deserialize)]
pub(super) struct Region {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) city: City,
}

#[derive(Debug, Deserialize)]
pub(super) struct City {
    pub(super) code: String,
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Plan {
    pub(super) title: String,
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    pub(super) goal: String,
    pub(super) targets: Vec<Target>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Target {
    pub(super) indicator: String,
    pub(super) growth: f64,
    pub(super) leader: String,
    pub(super) lead: String,
    pub(super) period: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Leader {
    pub(super) post: String,
    #[serde(default)]
    pub(super) role: Option<String>,
    #[serde(default)]
    pub(super) portfolio: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Departments {
    pub(super) supervision_office: String,
    pub(super) county: Vec<String>,
    pub(super) townships: Vec<String>,
    pub(super) city: Vec<String>,
}

impl County {
    pub(super) fn read() -> Result<Self> {
        toml::from_str(TEXT).context("demo/shizong.toml")
    }

    /// The county head first, then the leaders in the file's order.
    pub(super) fn leader_username(&self, at: usize) -> String {
        let before = self.leaders[..at]
            .iter()
            .filter(|leader| leader.role.is_none())
            .count();
        match self.leaders[at].role {
            Some(_) => "xianzhang".to_owned(),
            None => format!("leader{}", before + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        let county = County::read().expect("readable");
        assert_eq!(
            (
                county.departments.county.len(),
                county.departments.townships.len()
            ),
            (27, 10)
        );
        let names: Vec<_> = (0..county.leaders.len())
            .map(|at| county.leader_username(at))
            .collect();
        assert_eq!(
            (names[0].as_str(), names[1].as_str(), names[7].as_str()),
            ("xianzhang", "leader1", "leader7")
        );
        for leader in &county.leaders {
            for department in &leader.portfolio {
                assert!(county.departments.county.contains(department), "{department}");
            }
        }
        for target in &county.plan.targets {
            assert!(
                county.departments.county.contains(&target.lead),
                "{}",
                target.lead
            );
        }
    }
}
