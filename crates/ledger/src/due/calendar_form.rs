//! The forms of one date, taken apart into numbers; nothing is checked against the calendar here.

use crate::numerals::number;

/// A date taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A day.
    Day {
        year: Option<i32>,
        month: u32,
        day: u32,
        /// Written so short that it may mean something else.
        short: bool,
    },
    /// A month, or its first (10) or second (20) third.
    Month {
        year: Option<i32>,
        month: u32,
        part: Option<u32>,
    },
    /// A quarter, half or whole year, by its last month.
    Span { year: Option<i32>, last_month: u32 },
}

impl Form {
    /// The year, where it is written.
    pub(super) const fn year(self) -> Option<i32> {
        match self {
            Self::Day { year, .. } | Self::Month { year, .. } | Self::Span { year, .. } => year,
        }
    }
}

/// Takes a date apart; the text has no spaces and no words around the date.
pub(super) fn parse(text: &str) -> Option<Form> {
    by_signs(text).or_else(|| by_units(text))
}

/// `2023-02-20`, `2023.3.31`, `2023/3/1`, `20230331`, `2023.3`, `3.25`.
fn by_signs(text: &str) -> Option<Form> {
    let text = text.trim_end_matches(['日', '号', '.']);
    let sign = text.chars().find(|c| !c.is_ascii_digit());
    let Some(sign) = sign else {
        let date = (text.len() == 8).then(|| (&text[..4], &text[4..6], &text[6..]))?;
        return Some(day(year(date.0)?, number(date.1)?, number(date.2)?, false));
    };
    if !matches!(sign, '-' | '.' | '/' | '\u{2013}' | '\u{2014}') {
        return None;
    }
    let parts: Vec<&str> = text.split(sign).collect();
    match parts.as_slice() {
        [y, m, d] => Some(day(year(y)?, number(m)?, number(d)?, y.len() == 2)),
        [y, m] if y.len() == 4 => Some(Form::Month {
            year: Some(year(y)?),
            month: number(m)?,
            part: None,
        }),
        [m, d] if m.len() <= 2 && d.len() <= 2 => Some(Form::Day {
            year: None,
            month: number(m)?,
            day: number(d)?,
            short: true,
        }),
        _ => None,
    }
}

/// `2023年2月28日`, `3月25日`, `2月底`, `3月上旬`, `2023年一季度末`, `上半年`, `年底`.
fn by_units(text: &str) -> Option<Form> {
    let (year, rest) = match text.split_once('年') {
        Some((y, rest)) if y.chars().all(|c| c.is_ascii_digit()) && !y.is_empty() => (Some(year(y)?), rest),
        _ => (None, text),
    };
    if let Some(last_month) = span(rest) {
        return Some(Form::Span { year, last_month });
    }
    let (month, rest) = rest.split_once('月')?;
    let month = number(month)?;
    let part = match rest {
        "" | "底" | "末" | "内" | "份" | "份底" | "下旬" => None,
        "初" | "上旬" => Some(10),
        "中" | "中旬" => Some(20),
        _ => {
            let day = number(rest.trim_end_matches(['日', '号']))?;
            return Some(Form::Day {
                year,
                month,
                day,
                short: false,
            });
        }
    };
    Some(Form::Month { year, month, part })
}

fn span(text: &str) -> Option<u32> {
    let text = text.trim_end_matches(['底', '末', '内']);
    match text {
        "" | "年" | "全年" | "全" | "下半年" => Some(12),
        "上半年" => Some(6),
        "前三季度" => Some(9),
        _ => {
            let quarter = text.strip_prefix('第').unwrap_or(text).strip_suffix("季度")?;
            number(quarter)
                .filter(|quarter| (1..=4).contains(quarter))
                .map(|quarter| quarter * 3)
        }
    }
}

fn day(year: i32, month: u32, day: u32, short: bool) -> Form {
    Form::Day {
        year: Some(year),
        month,
        day,
        short,
    }
}

/// A year of this century, in four digits or in two.
fn year(text: &str) -> Option<i32> {
    let year = i32::try_from(number(text)?).ok()?;
    match text.len() {
        2 => Some(2000 + year),
        4 => (2000..2100).contains(&year).then_some(year),
        _ => None,
    }
}
