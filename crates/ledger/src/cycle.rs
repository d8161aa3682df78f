//! 反馈频次: how often progress is reported.

use duban_core::word::ReportCycle;

use super::numerals::digits_before_units;
use super::text::key;

/// A cycle as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle {
    /// How often.
    pub cycle: ReportCycle,
    /// Day of the month, where the text names one (`每月25日`).
    pub day: Option<u32>,
}

/// Reads a cycle; an empty cell is 不定期. `None` when the text is not understood: better to ask than
/// to demand reports that nobody wanted.
pub fn read(text: &str) -> Option<Cycle> {
    let key = key(text);
    let plain = |cycle| Some(Cycle { cycle, day: None });
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    if key.is_empty() || matches!(key.as_str(), "无" | "/" | "-") || has(&["不定期", "适时", "随时"])
    {
        return plain(ReportCycle::None);
    }
    if has(&["双周", "两周", "半月", "半年", "每日", "每天", "日报"]) {
        return None;
    }
    if has(&[
        "每旬",
        "旬报",
        "按旬",
        "一旬一",
        "10天",
        "十天",
        "10日一",
        "十日一",
    ]) {
        return plain(ReportCycle::TenDays);
    }
    if has(&["每周", "周报", "按周", "一周一", "每星期"]) {
        return plain(ReportCycle::Weekly);
    }
    if has(&["每季", "季报", "按季", "一季一"]) {
        return plain(ReportCycle::Quarterly);
    }
    if has(&["每月", "月报", "按月", "一月一", "每个月"]) {
        return Some(Cycle {
            cycle: ReportCycle::Monthly,
            day: day_of_month(&digits_before_units(&key)),
        });
    }
    None
}

/// The day in `每月25日`, if it is one that a month can have.
pub(super) fn day_of_month(key: &str) -> Option<u32> {
    let rest = key.split_once("每月")?.1;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let unit = rest.chars().nth(digits.len())?;
    let day = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
    matches!(unit, '日' | '号').then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_as_offices_write_them() {
        for (text, wanted) in [
            ("", Some((ReportCycle::None, None))),
            ("不定期", Some((ReportCycle::None, None))),
            ("每周", Some((ReportCycle::Weekly, None))),
            ("每周五前", Some((ReportCycle::Weekly, None))),
            ("周报", Some((ReportCycle::Weekly, None))),
            ("每 旬", Some((ReportCycle::TenDays, None))),
            ("每十天", Some((ReportCycle::TenDays, None))),
            ("每月", Some((ReportCycle::Monthly, None))),
            ("每月25日前", Some((ReportCycle::Monthly, Some(25)))),
            ("每月二十号", Some((ReportCycle::Monthly, Some(20)))),
            ("每月32日", Some((ReportCycle::Monthly, None))),
            ("一月一报", Some((ReportCycle::Monthly, None))),
            ("每季度", Some((ReportCycle::Quarterly, None))),
            ("双周", None),
            ("看情况", None),
        ] {
            let read = read(text).map(|read| (read.cycle, read.day));
            assert_eq!(read, wanted, "{text}");
        }
    }
}
