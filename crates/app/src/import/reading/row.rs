//! One row of a ledger, read.

use duban_core::lang::OFFICE;
use duban_core::say;
use duban_core::word::{MatterKind, ReportCycle, SourceKind, WeakLink};
use duban_ledger::header::Column;
use duban_ledger::level::{self, Level};
use duban_ledger::text::{one_line, several_lines};
use duban_ledger::{cycle, origin};
use duban_spreadsheet::Cell;

use super::line::{Findings, LedgerRow, RowContext};
use super::view::ImportRow;
use super::{due, parties, workbook};
use crate::input::{NOTE_MAX, TEXT_MAX, TITLE_MAX};

/// Reads a row into what it means, with everything that is doubtful or wrong about it.
pub(super) fn read(line: &LedgerRow<'_>, context: &RowContext<'_>, category: Option<String>) -> ImportRow {
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
        due_text: line.cell(Column::Due).map(workbook::text),
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

fn broken_cells(line: &LedgerRow<'_>, findings: &mut Findings) {
    for (column, ..) in &line.header.columns {
        if let Some(Cell::Broken(text)) = line.cell(*column) {
            let message = say!(OFFICE, "import.cell_broken", text);
            findings.error(line, *column, "cell_broken", message);
        }
    }
}

fn title(line: &LedgerRow<'_>, findings: &mut Findings) -> String {
    let title = one_line(&line.text(Column::Title));
    let length = title.chars().count();
    if title.is_empty() {
        let hint = line.merged_hint(Column::Title);
        findings.error(
            line,
            Column::Title,
            "title_missing",
            say!(OFFICE, "import.title_missing", hint),
        );
    } else if length > TITLE_MAX {
        let message = say!(OFFICE, "import.title_too_long", length, most = TITLE_MAX);
        findings.error(line, Column::Title, "title_too_long", message);
    }
    title
}

/// What is asked for; for issues the measures. Without either, the title says it all.
fn requirement(line: &LedgerRow<'_>, title: &str, findings: &mut Findings) -> String {
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
        let message = say!(OFFICE, "import.requirement_too_long", length, most = TEXT_MAX);
        findings.error(line, column, "requirement_too_long", message);
    }
    if text.is_empty() { title.to_owned() } else { text }
}

fn report_cycle(
    line: &LedgerRow<'_>,
    due: Option<&duban_ledger::due::Due>,
    findings: &mut Findings,
) -> (ReportCycle, Option<i32>) {
    let text = line.text(Column::Cycle);
    let read = cycle::read(&text);
    let (from_due, day_from_due) = due.map_or((None, None), |due| (due.cycle, due.report_day));
    if read.is_none() {
        let message = say!(OFFICE, "import.cycle_unknown", text);
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
    let word = say!(OFFICE, "report_cycle.{cycle}");
    day.map_or_else(
        || word.clone(),
        |day| say!(OFFICE, "import.monthly_on", cycle = word, day),
    )
}

fn weak_link(line: &LedgerRow<'_>, findings: &mut Findings) -> Option<WeakLink> {
    let text = line.text(Column::WeakLink);
    let read = level::weak_link(&text);
    match read {
        _ if text.is_empty() => {}
        Some(kind) => {
            let words = say!(OFFICE, "import.weak_link.{kind}");
            findings.read(line, Column::WeakLink, words);
        }
        None => {
            let message = say!(OFFICE, "import.weak_link_unknown", text);
            findings.warn(line, Column::WeakLink, "weak_link_unknown", message);
        }
    }
    read
}

fn level(line: &LedgerRow<'_>, findings: &mut Findings) -> Option<Level> {
    let text = line.text(Column::Level);
    let read = level::read(&text);
    match read {
        _ if text.is_empty() => {}
        Some(level) => {
            let words = match level {
                Level::OnSite => say!(OFFICE, "import.level.on_site"),
                Level::County => say!(OFFICE, "resolution.county"),
                Level::City => say!(OFFICE, "import.level.city"),
                Level::NotYet => say!(OFFICE, "import.level.not_yet"),
            };
            findings.read(line, Column::Level, words);
        }
        None => {
            let message = say!(OFFICE, "import.level_unknown", text);
            findings.warn(line, Column::Level, "level_unknown", message);
        }
    }
    read
}

/// The source named in the row, or else the plan, or else the sheet itself; whether it is only that.
fn source(
    line: &LedgerRow<'_>,
    context: &RowContext<'_>,
    findings: &mut Findings,
) -> (origin::SourceText, bool) {
    let named = origin::read(&line.text(Column::Source), context.frame.year);
    let Some(mut source) = named else {
        if context.plan.is_none() {
            let message = say!(OFFICE, "import.basis_missing");
            findings.warn(line, Column::Source, "basis_missing", message);
        }
        let title = context
            .plan
            .map_or_else(|| workbook::title(line.sheet), |plan| plan.name.clone());
        let origin = origin::SourceText {
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
    let kind = source.kind;
    let kind = say!(OFFICE, "source_kind.{kind}");
    let read_as = source
        .dated_on
        .map_or_else(|| kind.clone(), |date| format!("{kind},{date}"));
    if source.kind_assumed {
        let message = say!(OFFICE, "import.source_kind_assumed", title = source.title, kind);
        findings.guess(line, Column::Source, read_as, "source_kind_assumed", message);
    } else {
        findings.read(line, Column::Source, read_as);
    }
    (source, false)
}

/// What the ledger says beyond the fields of a matter.
fn remark(line: &LedgerRow<'_>, findings: &mut Findings) -> Option<String> {
    let mut parts = Vec::new();
    let named = [
        (Column::Subject, say!(OFFICE, "import.remark_subject")),
        (Column::Level, say!(OFFICE, "import.remark_level")),
        (Column::Progress, say!(OFFICE, "import.remark_progress")),
    ];
    for (column, label) in named {
        let text = one_line(&line.text(column));
        if !text.is_empty() {
            parts.push(say!(OFFICE, "import.remark_part", label, text));
        }
    }
    let remark = several_lines(&line.text(Column::Remark));
    if !remark.is_empty() {
        parts.push(remark);
    }
    let remark = parts.join("\n");
    if remark.chars().count() > NOTE_MAX {
        let message = say!(OFFICE, "import.remark_cut", most = NOTE_MAX);
        findings.warn(line, Column::Remark, "remark_cut", message);
    }
    (!remark.is_empty()).then(|| fitting(&remark, NOTE_MAX))
}

fn fitting(text: &str, max: usize) -> String {
    text.chars().take(max).collect()
}

/// Whether the row says anything that a matter is made of.
pub(super) fn is_matter(line: &LedgerRow<'_>) -> bool {
    let repeated_header = line.header.heading(Column::Title).is_some_and(|heading| {
        line.cell(Column::Title)
            .is_some_and(|cell| workbook::text(cell).trim() == heading)
    });
    let empty = line.lacks_all(&[Column::Title, Column::Leader, Column::Lead, Column::Due])
        && (line.header.kind == MatterKind::Task || line.lacks_all(&[Column::Source, Column::Measures]));
    !repeated_header && !empty
}
