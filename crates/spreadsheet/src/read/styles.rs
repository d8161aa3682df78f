//! Which cell formats show a number as a date, and which day a number is.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use super::xml::{Node, Nodes};
use crate::error::{Error, Result};

/// Cell formats at most; office programs allow fewer.
const MAX_FORMATS: usize = 66_000;

/// The day before day 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Epoch {
    /// Usual.
    Year1900,
    /// Files that began on a Macintosh.
    Year1904,
}

/// Formats that mean a date, by number of the format.
pub(super) struct Dates {
    formats: Vec<bool>,
    epoch: Epoch,
}

impl Dates {
    pub(super) fn read(text: &str, epoch: Epoch) -> Result<Self> {
        let mut own: HashMap<u32, bool> = HashMap::new();
        let mut formats = Vec::new();
        let mut in_cell_formats = false;
        let mut nodes = Nodes::of(text);
        while let Some(node) = nodes.next()? {
            match node {
                Node::Open(tag) if tag.is("numFmt") => {
                    let id = tag.attribute("numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, tag.attribute("formatCode")) {
                        own.insert(id, shows_a_date(&code));
                    }
                }
                Node::Open(tag) if tag.is("cellXfs") => in_cell_formats = true,
                Node::Close(tag) if tag.is("cellXfs") => in_cell_formats = false,
                Node::Open(tag) if in_cell_formats && tag.is("xf") => {
                    let id = tag
                        .attribute("numFmtId")
                        .and_then(|id| id.parse().ok())
                        .unwrap_or(0);
                    formats.push(own.get(&id).copied().unwrap_or_else(|| is_built_in_date(id)));
                }
                _ => {}
            }
            if formats.len() > MAX_FORMATS || own.len() > MAX_FORMATS {
                return Err(Error::TooManyParts);
            }
        }
        Ok(Self { formats, epoch })
    }

    /// The day that a number in a cell of this format is, if the format shows one.
    pub(super) fn day(&self, format: usize, number: f64) -> Option<NaiveDate> {
        if !self.formats.get(format).copied().unwrap_or(false) || !(1.0..2_958_466.0).contains(&number) {
            return None;
        }
        let start = match self.epoch {
            Epoch::Year1900 => NaiveDate::from_ymd_opt(1899, 12, 30),
            Epoch::Year1904 => NaiveDate::from_ymd_opt(1904, 1, 1),
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bounded above"
        )]
        let days = Days::new(number.trunc() as u64);
        start?.checked_add_days(days)
    }
}

/// Formats 14 to 58 that every office program knows without their being written in the file,
/// Chinese ones among them.
fn is_built_in_date(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
}

/// Whether a format has a day, a month or a year outside of quotes and brackets.
fn shows_a_date(code: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    let (mut day_or_year, mut month, mut time) = (false, false, false);
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ if bracketed => {}
            'd' | 'D' | 'y' | 'Y' => day_or_year = true,
            'm' | 'M' => month = true,
            'h' | 'H' | 's' | 'S' => time = true,
            ';' => break,
            _ => {}
        }
    }
    day_or_year || (month && !time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_show_a_date() {
        for (code, wanted) in [
            ("yyyy-mm-dd", true),
            ("yyyy\"年\"m\"月\"d\"日\"", true),
            ("[$-804]m\"月\"d\"日\";@", true),
            ("mmm", true),
            ("General", false),
            ("0.00_ ;[Red]-0.00", false),
            ("mm:ss", false),
            ("h:mm", false),
            ("\"day\" 0", false),
            ("\\d0", false),
        ] {
            assert_eq!(shows_a_date(code), wanted, "{code}");
        }
    }

    #[test]
    fn numbers_as_days() {
        let dates = |epoch| Dates {
            formats: vec![false, true],
            epoch,
        };
        let day = |text: &str| text.parse().ok();
        assert_eq!(dates(Epoch::Year1900).day(1, 44_967.9), day("2023-02-10"));
        assert_eq!(dates(Epoch::Year1904).day(1, 43_505.0), day("2023-02-10"));
        for (format, number) in [
            (0, 44_967.0),
            (2, 44_967.0),
            (1, 0.5),
            (1, -3.0),
            (1, 1e300),
            (1, f64::NAN),
        ] {
            assert_eq!(
                dates(Epoch::Year1900).day(format, number),
                None,
                "{format} {number}"
            );
        }
    }
}
