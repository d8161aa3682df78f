//! How much a file may hold, and what reading it may cost.

use std::fs;

use duban_spreadsheet::{Error, read};
use rust_xlsxwriter::{Format, Workbook};

use crate::file::{good, sheet};

#[test]
fn rows_are_limited_and_empty_ones_cost_nothing() {
    let rows = |count: usize| sheet(&"<row><c><v>1</v></c></row>".repeat(count), &[]);
    assert!(read(&rows(2_000)).is_ok());
    assert_eq!(read(&rows(2_001)).err(), Some(Error::TooManyRows));

    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    for row in 0..100_000 {
        sheet.write_blank(row, 0, &bold).expect("an empty cell");
    }
    sheet.write_string(100_000, 0, "甲").expect("a cell");
    let workbook = read(&book.save_to_buffer().expect("a workbook")).expect("a workbook");
    let rows: Vec<_> = workbook.sheets[0].rows.keys().collect();
    assert_eq!(rows, [&100_000]);
}

/// The most memory that this process has had, in MiB, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim()
        .strip_suffix(" kB")?
        .trim()
        .parse::<u64>()
        .ok()
        .map(|kib| kib / 1024)
}

#[test]
fn memory_follows_the_measured_size() {
    read(&good()).expect("a workbook");
    let before = peak();
    let font = format!(
        "<fonts><font><name val='{}'/></font></fonts>",
        "x".repeat(1_000_000)
    );
    let formats = format!(
        "<styleSheet>{font}<cellXfs>{}</cellXfs></styleSheet>",
        "<xf fontId='0'/>".repeat(100_000)
    );
    let strings = format!("<sst uniqueCount='99999999999'>{}</sst>", "<si/>".repeat(400_000));
    for (bytes, wanted) in [
        (
            sheet("<row/>", &[("xl/styles.xml", formats.as_bytes())]),
            Some(Error::TooManyParts),
        ),
        (
            sheet("<row/>", &[("xl/sharedStrings.xml", strings.as_bytes())]),
            None,
        ),
        (sheet(&"<row><c s='1'/></row>".repeat(100_000), &[]), None),
    ] {
        assert_eq!(read(&bytes).err(), wanted);
    }
    if let (Some(before), Some(after)) = (before, peak()) {
        assert!(after - before < 150, "{before} MiB before, {after} MiB after");
    }
}
