//! Ways to make files.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Where [`sheet`] keeps its sheet, spelled with capital letters as some programs do.
pub(crate) const RELS: &str = r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/worksheets/Sheet1.XML"/></Relationships>"#;
/// A workbook of that sheet.
pub(crate) const BOOK: &str = r#"<x:workbook xmlns:x="x" xmlns:r="r"><x:sheets><x:sheet name="任务&amp;问题" sheetId="1" r:id="r1"/></x:sheets></x:workbook>"#;

/// A zip of these files.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("an entry");
        zip.write_all(content).expect("content");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A small workbook as a program writes it.
pub(crate) fn good() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "目标任务").expect("a cell");
    sheet.write_number(1, 0, 1.5).expect("a cell");
    book.save_to_buffer().expect("a workbook")
}

/// The parts of the small workbook, with one of them replaced or added.
pub(crate) fn good_with(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(good())).expect("the small workbook");
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its content");
        parts.push((part.name().expect("a name").into_owned(), bytes));
    }
    parts.retain(|(known, _)| known != name);
    parts.push((name.to_owned(), content.to_vec()));
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    zip(&parts)
}

/// A workbook made by hand of one sheet with these rows, and the parts that they need.
pub(crate) fn sheet(rows: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let sheet = format!("\u{feff}<?xml version='1.0'?><worksheet><sheetData>{rows}</sheetData></worksheet>");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("xl/_rels/workbook.xml.rels", RELS.as_bytes()),
        ("XL/workbook.xml", BOOK.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend(more);
    zip(&parts)
}
