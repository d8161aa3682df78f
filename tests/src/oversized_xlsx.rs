//! Workbooks that are just within the limits of what a file may unpack to, each filled with one thing: small outside,
//! and as hard on the memory of whoever reads them as they can be.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A little less than the 50 MiB that a workbook may unpack to.
const SIZE: usize = 49 * 1024 * 1024;
/// Rows and columns that a sheet may have.
const ROWS: usize = 2_000;
const COLUMNS: usize = 64;

/// One part of a workbook: its head, what is repeated, how often, its tail.
struct Part<'a> {
    name: String,
    head: &'a str,
    again: String,
    times: usize,
    tail: &'a str,
}

/// Ten million shared texts, all empty.
pub fn many_texts() -> Vec<u8> {
    workbook(1, &[strings("<si/>", "<sst>", "</sst>")])
}

/// One shared text that is all of the file.
pub fn one_long_text() -> Vec<u8> {
    workbook(
        1,
        &[strings("xxxxxxxxxxxxxxxx", "<sst><si><t>", "</t></si></sst>")],
    )
}

/// Shared texts of ordinary length.
pub fn ordinary_texts() -> Vec<u8> {
    workbook(
        1,
        &[strings("<si><t>加快推进项目前期工作</t></si>", "<sst>", "</sst>")],
    )
}

/// Millions of cell formats.
pub fn many_formats() -> Vec<u8> {
    workbook(
        1,
        &[filling(
            "xl/styles.xml",
            "<xf/>",
            "<styleSheet><cellXfs>",
            "</cellXfs></styleSheet>",
        )],
    )
}

/// Sheets full of numbers, each within its rows and columns.
pub fn full_sheets() -> Vec<u8> {
    let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(COLUMNS));
    let count = SIZE / (row.len() * ROWS);
    let sheets: Vec<Part<'_>> = (1..=count).map(|number| sheet(number, &row, ROWS)).collect();
    workbook(count, &sheets)
}

/// A sheet whose cells have their texts with them.
pub fn texts_in_cells() -> Vec<u8> {
    let cell = format!(
        "<c t=\"inlineStr\"><is><t>{}</t></is></c>",
        "x".repeat(SIZE / ROWS / COLUMNS - 50)
    );
    let row = format!("<row>{}</row>", cell.repeat(COLUMNS));
    workbook(1, &[sheet(1, &row, ROWS)])
}

/// One cell with a text that is all of the file.
pub fn one_long_cell() -> Vec<u8> {
    let part = Part {
        head: "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>",
        tail: "</t></is></c></row></sheetData></worksheet>",
        ..sheet(1, "xxxxxxxxxxxxxxxx", SIZE / 16)
    };
    workbook(1, &[part])
}

/// One cell whose place is all of the file.
pub fn one_long_attribute() -> Vec<u8> {
    let part = Part {
        head: "<worksheet><sheetData><row><c r=\"",
        tail: "\"/></row></sheetData></worksheet>",
        ..sheet(1, "AAAAAAAAAAAAAAAA", SIZE / 16)
    };
    workbook(1, &[part])
}

/// Nothing but merged areas.
pub fn many_merges() -> Vec<u8> {
    let merge = "<mergeCell ref=\"A1:B2\"/>";
    workbook(1, &[sheet(1, merge, SIZE / merge.len())])
}

fn strings<'a>(again: &str, head: &'a str, tail: &'a str) -> Part<'a> {
    filling("xl/sharedStrings.xml", again, head, tail)
}

fn filling<'a>(name: &str, again: &str, head: &'a str, tail: &'a str) -> Part<'a> {
    Part {
        name: name.to_owned(),
        head,
        again: again.to_owned(),
        times: SIZE / again.len(),
        tail,
    }
}

fn sheet(number: usize, again: &str, times: usize) -> Part<'static> {
    Part {
        name: format!("xl/worksheets/sheet{number}.xml"),
        head: "<worksheet><sheetData>",
        again: again.to_owned(),
        times,
        tail: "</sheetData></worksheet>",
    }
}

/// A workbook of so many sheets with these parts; sheets that are not among them are empty.
fn workbook(sheets: usize, parts: &[Part<'_>]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, head: &str, again: &str, times: usize, tail: &str| {
        let options = SimpleFileOptions::default();
        zip.start_file(name, options).expect("a file inside");
        zip.write_all(head.as_bytes()).expect("to pack");
        // In larger pieces, which are quicker to pack.
        let at_once = (1 << 16) / again.len().max(1) + 1;
        let piece = again.repeat(at_once);
        for _ in 0..times / at_once {
            zip.write_all(piece.as_bytes()).expect("to pack");
        }
        let rest = again.repeat(times % at_once);
        zip.write_all(rest.as_bytes()).expect("to pack");
        zip.write_all(tail.as_bytes()).expect("to pack");
    };
    let numbered = |text: fn(usize) -> String| (1..=sheets).map(text).collect::<String>();
    let entries = numbered(|n| format!("<sheet name=\"表{n}\" sheetId=\"{n}\" r:id=\"r{n}\"/>"));
    put(
        "xl/workbook.xml",
        "<workbook><sheets>",
        &entries,
        1,
        "</sheets></workbook>",
    );
    let places = numbered(|n| {
        format!("<Relationship Id=\"r{n}\" Type=\"x/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")
    });
    put(
        "xl/_rels/workbook.xml.rels",
        "<Relationships>",
        &places,
        1,
        "</Relationships>",
    );
    for part in parts {
        put(&part.name, part.head, &part.again, part.times, part.tail);
    }
    if !parts.iter().any(|part| part.name.contains("worksheets")) {
        put("xl/worksheets/sheet1.xml", "<worksheet/>", "", 0, "");
    }
    zip.finish().expect("an archive").into_inner()
}
