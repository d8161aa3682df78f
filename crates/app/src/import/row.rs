//! One row of a ledger, read.

use duban_core::ledger::header::Column;
use duban_core::ledger::level::{self, Level};
use duban_core::ledger::text::{one_line, several_lines};
use duban_core::ledger::{cycle, origin};
use duban_core::word::{MatterKind, ReportCycle, SourceKind, WeakLink};

use super::grid::Cell;
use super::line::{Context, Findings, Line};
use super::view::ImportRow;
use super::{due, parties};
use crate::input::{NOTE_MAX, TEXT_MAX, TITLE_MAX};

/// Reads a row into what it means, with everything that is doubtful or wrong about it.
pub(super) fn read(line: &Line<'_>, context: &Context<'_>, category: Option<String>) -> ImportRow {
    let mut findings = Findings::default();
    broken_cells(line, &mut findings);
    let title = title(line, &mut findings);
    let requirement = requirement(line, &title, &mut findings);
    let parties = parties::read(line, context, &mut findings);
    let due = due::read(line, context, &mut findings);
    let (report_cycle, report_day) = report_cycle(line, due.as_ref(), &mut findings);
    let weak_link_kind = weak_link(line, &mut findings);
    let level = level(line, &mut findings);
    let (source, source_assumed) = source(line, context, &mut findings);
    let category = category.map(|category| fitting(&category, TITLE_MAX));
    if let Some(category) = category
        .as_ref()
        .filter(|_| line.header.place(Column::Category).is_some())
    {
        findings.read(line, Column::Category, category.clone());
    }
    ImportRow {
        sheet: line.sheet.name.clone(),
        row: line.row + 1,
        kind: line.header.kind,
        title,
        requirement,
        category,
        leader: parties.leader,
        lead_department: parties.lead,
        co_departments: parties.co,
        due_on: due.map(|due| due.on),
        due_text: line.cell(Column::Due).map(Cell::text),
        report_cycle,
        report_day,
        weak_link_kind,
        source_kind: source.kind,
        source_title: (!source.title.is_empty()).then_some(source.title),
        source_assumed,
        source_dated_on: source.dated_on,
        source_document_number: source.document_number,
        remark: remark(line, &mut findings),
        suggests_city: level == Some(Level::City),
        suggests_on_site: level == Some(Level::OnSite),
        readings: findings.readings,
        problems: findings.problems,
    }
}

fn broken_cells(line: &Line<'_>, findings: &mut Findings) {
    for (column, ..) in &line.header.columns {
        if let Some(Cell::Broken(text)) = line.cell(*column) {
            let message = format!("单元格是公式错误“{text}”。请改为实际内容。");
            findings.error(line, *column, "cell_broken", message);
        }
    }
}

fn title(line: &Line<'_>, findings: &mut Findings) -> String {
    let title = one_line(&line.text(Column::Title));
    let length = title.chars().count();
    if title.is_empty() {
        let hint = line.merged_hint(Column::Title);
        findings.error(
            line,
            Column::Title,
            "title_missing",
            format!("事项为空，请填写。{hint}"),
        );
    } else if length > TITLE_MAX {
        let message = format!("事项有{length}字，最多{TITLE_MAX}字。请写短，细节放入工作要求。");
        findings.error(line, Column::Title, "title_too_long", message);
    }
    title
}

/// What is asked for; for issues the measures. Without either, the title says it all.
fn requirement(line: &Line<'_>, title: &str, findings: &mut Findings) -> String {
    let parts = [Column::Requirement, Column::Measures].map(|column| line.text(column));
    let text = parts
        .iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    let length = text.chars().count();
    if length > TEXT_MAX {
        let column = if parts[0].is_empty() {
            Column::Measures
        } else {
            Column::Requirement
        };
        let message = format!("要求有{length}字，最多{TEXT_MAX}字。请写短。");
        findings.error(line, column, "requirement_too_long", message);
    }
    if text.is_empty() { title.to_owned() } else { text }
}

fn report_cycle(
    line: &Line<'_>,
    due: Option<&duban_core::ledger::due::Due>,
    findings: &mut Findings,
) -> (ReportCycle, Option<i32>) {
    let text = line.text(Column::Cycle);
    let read = cycle::read(&text);
    let (from_due, day_from_due) = due.map_or((None, None), |due| (due.cycle, due.report_day));
    if read.is_none() {
        let message = format!("读不出反馈频次“{text}”，按不定期读取。可写每周、每旬、每月或每季度。");
        findings.guess(
            line,
            Column::Cycle,
            cycle_in_words(ReportCycle::None, None),
            "cycle_unknown",
            message,
        );
    }
    let written = read.map_or(ReportCycle::None, |read| read.cycle);
    let cycle = if text.is_empty() {
        from_due.unwrap_or(written)
    } else {
        written
    };
    let day = read
        .and_then(|read| read.day)
        .or(day_from_due)
        .filter(|_| cycle == ReportCycle::Monthly);
    if read.is_some() && line.cell(Column::Cycle).is_some() {
        findings.read(line, Column::Cycle, cycle_in_words(cycle, day));
    }
    (cycle, day.and_then(|day| i32::try_from(day).ok()))
}

fn cycle_in_words(cycle: ReportCycle, day: Option<u32>) -> String {
    let word = match cycle {
        ReportCycle::None => "不定期",
        ReportCycle::Weekly => "每周",
        ReportCycle::TenDays => "每旬",
        ReportCycle::Monthly => "每月",
        ReportCycle::Quarterly => "每季度",
    };
    day.map_or(word.to_owned(), |day| format!("{word}{day}日"))
}

fn weak_link(line: &Line<'_>, findings: &mut Findings) -> Option<WeakLink> {
    let text = line.text(Column::WeakLink);
    let read = level::weak_link(&text);
    match read {
        _ if text.is_empty() => {}
        Some(kind) => {
            let words = match kind {
                WeakLink::Indicator => "薄弱支撑指标",
                WeakLink::Industry => "薄弱支撑产业",
                WeakLink::Foundation => "薄弱支撑基础",
                WeakLink::Other => "其他薄弱环节",
            };
            findings.read(line, Column::WeakLink, words.to_owned());
        }
        None => {
            let message = format!("读不出薄弱环节类别“{text}”，留空。可写指标、产业、基础或其他。");
            findings.warn(line, Column::WeakLink, "weak_link_unknown", message);
        }
    }
    read
}

fn level(line: &Line<'_>, findings: &mut Findings) -> Option<Level> {
    let text = line.text(Column::Level);
    let read = level::read(&text);
    match read {
        _ if text.is_empty() => {}
        Some(level) => {
            let words = match level {
                Level::OnSite => "建议现场解决",
                Level::County => "县级解决",
                Level::City => "建议提请市级",
                Level::NotYet => "暂不具备条件",
            };
            findings.read(line, Column::Level, words.to_owned());
        }
        None => {
            let message = format!("读不出层级研判“{text}”，先按县级办理，原文记入备注。");
            findings.warn(line, Column::Level, "level_unknown", message);
        }
    }
    read
}

/// The source named in the row, or else the plan, or else the sheet itself; whether it is only that.
fn source(line: &Line<'_>, context: &Context<'_>, findings: &mut Findings) -> (origin::Origin, bool) {
    let named = origin::read(&line.text(Column::Source), context.frame.year);
    let Some(mut source) = named else {
        if context.plan.is_none() {
            let message = "未写明来源，也未选择工作方案，立项依据留空。请在草稿中补填依据，或先报批。";
            findings.warn(line, Column::Source, "basis_missing", message.to_owned());
        }
        let title = context
            .plan
            .map_or_else(|| line.sheet.title(), |plan| plan.name.clone());
        let origin = origin::Origin {
            kind: SourceKind::Document,
            kind_assumed: false,
            dated_on: None,
            document_number: None,
            title: fitting(&title, TITLE_MAX),
        };
        return (origin, context.plan.is_none());
    };
    source.title = fitting(&source.title, TITLE_MAX);
    source.document_number = source.document_number.map(|number| fitting(&number, TITLE_MAX));
    let kind = match source.kind {
        SourceKind::Document => "文件",
        SourceKind::Meeting => "会议",
        SourceKind::Visit => "调研",
        SourceKind::Briefing => "汇报",
        SourceKind::Instruction => "批示",
        SourceKind::IndicatorWarning => "指标预警",
        SourceKind::UpperLevel => "上级交办",
    };
    let read_as = source
        .dated_on
        .map_or(kind.to_owned(), |date| format!("{kind},{date}"));
    if source.kind_assumed {
        let message = format!("来源“{}”看不出类型，按{kind}读取，请核对。", source.title);
        findings.guess(line, Column::Source, read_as, "source_kind_assumed", message);
    } else {
        findings.read(line, Column::Source, read_as);
    }
    (source, false)
}

/// What the ledger says beyond the fields of a matter.
fn remark(line: &Line<'_>, findings: &mut Findings) -> Option<String> {
    let mut parts = Vec::new();
    let named = [
        (Column::Subject, "涉及"),
        (Column::Level, "层级研判"),
        (Column::Progress, "进展"),
    ];
    for (column, label) in named {
        let text = one_line(&line.text(column));
        if !text.is_empty() {
            parts.push(format!("{label}：{text}"));
        }
    }
    let remark = several_lines(&line.text(Column::Remark));
    if !remark.is_empty() {
        parts.push(remark);
    }
    let remark = parts.join("\n");
    if remark.chars().count() > NOTE_MAX {
        let message = format!("备注和进展合计超过{NOTE_MAX}字，只保留前{NOTE_MAX}字。");
        findings.warn(line, Column::Remark, "remark_cut", message);
    }
    (!remark.is_empty()).then(|| fitting(&remark, NOTE_MAX))
}

fn fitting(text: &str, max: usize) -> String {
    text.chars().take(max).collect()
}

/// Whether the row says anything that a matter is made of.
pub(super) fn is_matter(line: &Line<'_>) -> bool {
    let repeated_header = line.header.heading(Column::Title).is_some_and(|heading| {
        line.cell(Column::Title)
            .is_some_and(|cell| cell.text().trim() == heading)
    });
    let empty = line.lacks_all(&[Column::Title, Column::Leader, Column::Lead, Column::Due])
        && (line.header.kind == MatterKind::Task || line.lacks_all(&[Column::Source, Column::Measures]));
    !repeated_header && !empty
}
