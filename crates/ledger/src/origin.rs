//! 问题来源: the visit, meeting or briefing that something comes from, out of one sentence.

use chrono::NaiveDate;
use duban_core::word::SourceKind;

use super::due;
use super::text::{key, one_line};

/// A source as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// What it is.
    pub kind: SourceKind,
    /// Whether the kind is assumed, because no known word occurs.
    pub kind_assumed: bool,
    /// Its date, if one is named; the year is the ledger's where the text has none.
    pub dated_on: Option<NaiveDate>,
    /// Document number such as `师政办发〔2023〕5号`.
    pub document_number: Option<String>,
    /// The sentence.
    pub title: String,
}

/// Reads a source; `None` when the cell is empty.
pub fn read(text: &str, year: i32) -> Option<SourceText> {
    let title = one_line(text);
    let key = key(text);
    if key.is_empty() {
        return None;
    }
    let document_number = document_number(&title);
    let kind = if document_number.is_some() {
        Some(SourceKind::Document)
    } else {
        kind(&key)
    };
    Some(SourceText {
        kind: kind.unwrap_or(SourceKind::Briefing),
        kind_assumed: kind.is_none(),
        dated_on: due::first_date_in(text, year),
        document_number,
        title,
    })
}

fn kind(key: &str) -> Option<SourceKind> {
    const WORDS: &[(SourceKind, &[&str])] = &[
        (SourceKind::Instruction, &["批示", "指示"]),
        (SourceKind::IndicatorWarning, &["预警", "监测", "通报指标"]),
        (
            SourceKind::Visit,
            &["调研", "走访", "暗访", "视察", "检查", "现场"],
        ),
        (
            SourceKind::Meeting,
            &[
                "座谈",
                "会议",
                "例会",
                "专题会",
                "调度会",
                "推进会",
                "常务会",
                "办公会",
                "纪要",
            ],
        ),
        (
            SourceKind::UpperLevel,
            &["上级", "市级交办", "市政府", "市委", "省政府", "省委", "国务院"],
        ),
        (
            SourceKind::Document,
            &["文件", "通知", "方案", "意见", "报告", "台账"],
        ),
        (
            SourceKind::Briefing,
            &["汇报", "反映", "上报", "来信", "来电", "反馈"],
        ),
    ];
    let by_word = WORDS
        .iter()
        .find(|(_, words)| words.iter().any(|word| key.contains(word)));
    by_word
        .map(|(kind, _)| *kind)
        .or_else(|| key.ends_with('会').then_some(SourceKind::Meeting))
}

fn document_number(title: &str) -> Option<String> {
    let open = title.find('〔')?;
    let end = open + title[open..].find('号')? + '号'.len_utf8();
    let inside = &title[open..end];
    if inside.chars().count() > 16 || !inside.contains('〕') {
        return None;
    }
    let before = title[..open]
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    (!before.is_empty()).then(|| format!("{before}{inside}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_of_an_issue_list() {
        let day = |month, day| NaiveDate::from_ymd_opt(2023, month, day);
        for (text, kind, dated_on) in [
            ("2月1日副县长(工业)调研工业园区", SourceKind::Visit, day(2, 1)),
            ("2月3日重点项目推进专题会", SourceKind::Meeting, day(2, 3)),
            ("2月6日经济运行座谈会", SourceKind::Meeting, day(2, 6)),
            ("2月8日企业反映", SourceKind::Briefing, day(2, 8)),
            ("2月10日专题汇报", SourceKind::Briefing, day(2, 10)),
            ("2023年2月14日乡镇座谈", SourceKind::Meeting, day(2, 14)),
            ("县长批示", SourceKind::Instruction, None),
            ("第12次常务会", SourceKind::Meeting, None),
            ("2月30日调研", SourceKind::Visit, None),
        ] {
            let read = read(text, 2023).unwrap();
            assert_eq!(
                (read.kind, read.dated_on, read.kind_assumed),
                (kind, dated_on, false),
                "{text}"
            );
        }
    }

    #[test]
    fn documents_by_number_and_the_unknown() {
        let read_one = |text| read(text, 2023).unwrap();
        let document = read_one("《工作方案》(师政办发〔2023〕5号)");
        assert_eq!(document.document_number.as_deref(), Some("师政办发〔2023〕5号"));
        assert_eq!(document.kind, SourceKind::Document);
        assert!(read_one("不详").kind_assumed);
        assert_eq!(read(" ", 2023), None);
    }
}
