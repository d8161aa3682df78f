//! Which clock the product runs on, and so what the database may hold.

use anyhow::{Result, bail};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Time {
    Real,
    Demo,
}

impl Time {
    /// Refuses the demo on real data and real work on the demo's known passwords.
    pub(crate) fn refuse_mismatch(self, mark: Option<&str>, begun: bool) -> Result<()> {
        match (self, mark) {
            (Self::Demo, None) if begun => {
                bail!("the database holds real data; the demo wants a data folder of its own")
            }
            (Self::Real, Some(_)) => bail!(
                "the database holds the demo, whose passwords are known: choose another data folder, or run the demo \
                 with duban serve --demo"
            ),
            _ => Ok(()),
        }
    }
}
