//! What is in the demo county, read from its file: the same format that `duban county load` reads.

use anyhow::{Context, Result};

use crate::county::file;

static TEXT: &str = include_str!("../../demo/shizong.toml");

pub(super) struct County {
    pub(super) file: file::County,
    pub(super) city: file::City,
    pub(super) plan: file::Plan,
}

impl County {
    pub(super) fn read() -> Result<Self> {
        let mut file = file::County::read(TEXT).context("demo/shizong.toml")?;
        Ok(Self {
            city: file.region.city.take().context("the demo county has no city")?,
            plan: file.plan.take().context("the demo county has no plan")?,
            file,
        })
    }

    /// The county head first, then the leaders in the file's order.
    pub(super) fn leader_username(&self, at: usize) -> String {
        let leaders = &self.file.leaders;
        let before = leaders[..at]
            .iter()
            .filter(|leader| leader.role.is_none())
            .count();
        match leaders[at].role {
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
        let units = &county.file.departments;
        assert_eq!((units.county.len(), units.townships.len()), (27, 10));
        let names: Vec<_> = (0..county.file.leaders.len())
            .map(|at| county.leader_username(at))
            .collect();
        assert_eq!(
            (names[0].as_str(), names[1].as_str(), names[7].as_str()),
            ("xianzhang", "leader1", "leader7")
        );
    }
}
