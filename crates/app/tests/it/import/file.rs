//! Files made by hand: how other programs write, and what hostile ones try.

use std::fs;

use super::county::{LEDGER, county, zip};

const RELS: &str = r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/worksheets/Sheet1.XML"/></Relationships>"#;
const BOOK: &str = r#"<x:workbook xmlns:x="x" xmlns:r="r"><x:sheets><x:sheet name="任务&amp;问题" sheetId="1" r:id="r1"/></x:sheets></x:workbook>"#;
const HEADER: &str = "<row><c t='inlineStr'><is><t>目标任务</t></is></c><c t='inlineStr'><is><t>责任领导</t></is></c>\
    <c t='inlineStr'><is><t>牵头单位</t></is></c><c t='inlineStr'><is><t>完成时限</t></is></c></row>";

/// A workbook of one sheet, with the parts that the sheet needs.
fn workbook(rows: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let sheet = format!("\u{feff}<?xml version='1.0'?><worksheet><sheetData>{rows}</sheetData></worksheet>");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("xl/_rels/workbook.xml.rels", RELS.as_bytes()),
        ("XL/workbook.xml", BOOK.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend(more);
    zip(&parts)
}

#[tokio::test]
async fn files_of_other_programs_are_read() {
    let county = county().await;
    let strings = "<sst uniqueCount='99999999999999'><si><r><t>甲</t></r><r><t>&lt;&#20057;&gt;</t></r><rPh><t>jia</t></rPh></si>\
        <si><t><![CDATA[县长]]></t></si></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId='176' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/></numFmts>\
        <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='176'/></cellXfs></styleSheet>";
    let rows = format!(
        "{HEADER}<row r='5'><c r='A5' t='s'><v>0</v></c><c t='s'><v>1</v></c>\
         <c r='C5' t='str'><f t='shared' si='4000000000'>A1</f><v>县财政局</v></c><c r='D5' s='1'><v>44967</v></c></row>\
         <row><c t='s'><v>0</v></c><c/><c t='inlineStr'><is><t>县税务局</t></is></c><c t='d'><v>2023-03-01T00:00:00</v></c></row>"
    );
    let bytes = workbook(
        &rows,
        &[
            ("xl/sharedStrings.xml", strings.as_bytes()),
            ("xl/styles.xml", styles.as_bytes()),
        ],
    );
    let view = county.upload(&bytes).await.expect("a preview");
    let rows: Vec<_> = view
        .rows
        .iter()
        .map(|row| {
            let name = |found: &Option<duban_app::Ref>| found.as_ref().expect("found").name.clone();
            let due = row.due_on.expect("a date").to_string();
            (
                row.sheet.as_str(),
                row.row,
                row.title.as_str(),
                name(&row.leader),
                name(&row.lead_department),
                due,
            )
        })
        .collect();
    let row = |number, leader: &str, lead: &str, due: &str| {
        (
            "任务&问题",
            number,
            "甲<乙>",
            leader.to_owned(),
            lead.to_owned(),
            due.to_owned(),
        )
    };
    assert_eq!(
        rows,
        [
            row(5, "县长", "县财政局", "2023-02-10"),
            row(6, "常务副县长", "县税务局", "2023-03-01")
        ]
    );
}

#[tokio::test]
async fn hostile_parts_are_refused_or_passed_over() {
    let county = county().await;
    let sheets = |count: usize| {
        let sheet = "<sheet name='a' id='r1'/>".repeat(count);
        format!("<workbook><sheets>{sheet}</sheets></workbook>")
    };
    let with = |name: &'static str, text: &str| {
        let mut parts: Vec<(&str, &[u8])> = vec![
            ("xl/_rels/workbook.xml.rels", RELS.as_bytes()),
            ("xl/worksheets/sheet1.xml", b"<worksheet/>"),
        ];
        parts.retain(|(known, _)| *known != name);
        if name != "xl/workbook.xml" {
            parts.push(("xl/workbook.xml", BOOK.as_bytes()));
        }
        parts.push((name, text.as_bytes()));
        zip(&parts)
    };
    let entity = "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet>&b;</worksheet>";
    let merges = format!(
        "<worksheet>{}</worksheet>",
        "<mergeCell ref='A1:XFD1048576'/>".repeat(10_001)
    );
    for (what, bytes, code) in [
        (
            "own entities",
            with("xl/worksheets/sheet1.xml", entity),
            "damaged",
        ),
        (
            "unknown entity",
            with("xl/worksheets/sheet1.xml", "<worksheet>&b;</worksheet>"),
            "damaged",
        ),
        (
            "merges without end",
            with("xl/worksheets/sheet1.xml", &merges),
            "too_many_rows",
        ),
        (
            "one sheet many times",
            with("xl/workbook.xml", &sheets(2)),
            "damaged",
        ),
        (
            "a sheet that is not there",
            with("xl/workbook.xml", "<workbook/>"),
            "damaged",
        ),
        ("an empty sheet", with("xl/other.xml", "<x/>"), "no_table"),
        (
            "two parts of one name",
            with("xl/WORKBOOK.xml", &sheets(1)),
            "damaged",
        ),
        ("no text", with("xl/workbook.xml", "\u{0}\u{1}"), "damaged"),
    ] {
        assert_eq!(county.refused(&bytes).await, code, "{what}");
    }
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

#[tokio::test]
async fn memory_follows_the_measured_size() {
    let county = county().await;
    county.upload(LEDGER).await.expect("a preview");
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
    let empty = format!("{HEADER}{}", "<row><c s='1'/></row>".repeat(100_000));
    for (bytes, expected) in [
        (
            workbook("<row/>", &[("xl/styles.xml", formats.as_bytes())]),
            "too_many_parts",
        ),
        (
            workbook("<row/>", &[("xl/sharedStrings.xml", strings.as_bytes())]),
            "no_table",
        ),
        (workbook(&empty, &[]), "no_rows"),
    ] {
        assert_eq!(county.refused(&bytes).await, expected);
    }
    if let (Some(before), Some(after)) = (before, peak()) {
        assert!(after - before < 150, "{before} MiB before, {after} MiB after");
    }
}
