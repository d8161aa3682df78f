//! Ledgers that are not as they should be: each gets a plain answer, nothing is written.

use rust_xlsxwriter::{Format, Workbook};

use super::county::{County, HEADINGS, LEDGER, county, sheet, sheet_of, zip};

async fn nothing_written(county: &County) {
    for table in ["import_file", "matter", "source"] {
        assert_eq!(
            county
                .f
                .number(&format!("SELECT COUNT(*) AS n FROM {table}"))
                .await,
            0,
            "{table}"
        );
    }
    assert_eq!(county.f.events("import_previewed").await, 0);
}

/// The parts of a small workbook, with one of them replaced or added.
fn parts_with(name: &str, content: &[u8]) -> Vec<u8> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(LEDGER)).expect("the ledger");
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

#[tokio::test]
async fn files_that_are_no_workbook_are_refused_by_kind() {
    let county = county().await;
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".repeat(20);
    let compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let package: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let encrypted = [&compound[..], &[0; 100], &package].concat();
    let many: Vec<(String, &[u8])> = (0..201)
        .map(|at| (format!("xl/part{at}.xml"), &b"<x/>"[..]))
        .collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", Vec::new(), "not_xlsx"),
        ("image renamed", png, "not_xlsx"),
        ("csv renamed", "序号,目标任务\n1,甲".into(), "not_xlsx"),
        ("old workbook", [&compound[..], &[0; 100]].concat(), "old_xls"),
        ("encrypted", encrypted, "encrypted"),
        (
            "zip of something else",
            zip(&[("word/document.xml", b"<x/>")]),
            "not_xlsx",
        ),
        (
            "cut in the middle",
            LEDGER[..LEDGER.len() / 2].to_vec(),
            "damaged",
        ),
        ("only a signature", b"PK\x03\x04".to_vec(), "damaged"),
        ("macros", parts_with("xl/vbaProject.bin", b"macro"), "macros"),
        (
            "old macros",
            parts_with("xl/macrosheets/sheet1.xml", b"<x/>"),
            "macros",
        ),
        ("too many parts", zip(&many), "too_many_parts"),
        ("bytes without end", vec![b'P'; 5 * 1024 * 1024 + 1], "too_large"),
        (
            "broken sheet",
            parts_with("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r="),
            "damaged",
        ),
        (
            "no workbook inside",
            parts_with("xl/workbook.xml", b""),
            "damaged",
        ),
        (
            "no ledger inside",
            sheet_of(&[&["姓名", "电话"], &["甲", "1"]]),
            "no_table",
        ),
        ("nothing below the header", sheet(&[]), "no_rows"),
    ];
    for (what, bytes, code) in cases {
        assert_eq!(county.refused(&bytes).await, code, "{what}");
    }
    nothing_written(&county).await;
}

#[tokio::test]
async fn archives_are_limited_by_their_measured_size() {
    let county = county().await;
    let bomb = parts_with("xl/worksheets/sheet9.xml", &vec![b' '; 51 * 1024 * 1024]);
    assert!(bomb.len() < 200_000, "it looks harmless: {} bytes", bomb.len());
    assert_eq!(county.refused(&bomb).await, "expands_too_much");
    // The same with headers that claim a thousand bytes.
    let size = u32::try_from(51 * 1024 * 1024).expect("a size").to_le_bytes();
    let mut liar = bomb;
    let claims: Vec<usize> = (0..liar.len() - 4)
        .filter(|at| liar[*at..*at + 4] == size)
        .collect();
    assert!(!claims.is_empty());
    for at in claims {
        liar[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    let code = county.refused(&liar).await;
    assert!(matches!(code, "expands_too_much" | "damaged"), "{code}");
    nothing_written(&county).await;
}

#[tokio::test]
async fn too_many_rows_are_refused_and_empty_ones_cost_nothing() {
    let county = county().await;
    let row = ["1", "甲", "县长", "县财政局", "", "3月25日", ""];
    assert_eq!(county.refused(&sheet(&[row; 201])).await, "too_many_rows");
    let note: &[&str] = &["说明"];
    assert_eq!(county.refused(&sheet_of(&[note; 2_001])).await, "too_many_rows");

    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bordered = Format::new().set_bold();
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string(0, column, heading).expect("a heading");
    }
    for row in 1..=100_000 {
        sheet.write_blank(row, 0, &bordered).expect("an empty cell");
    }
    for (column, cell) in (0..).zip(row) {
        sheet.write_string(100_001, column, cell).expect("a cell");
    }
    let view = county
        .upload(&book.save_to_buffer().expect("a workbook"))
        .await
        .expect("a preview");
    let rows: Vec<_> = view
        .rows
        .iter()
        .map(|row| (row.row, row.title.as_str()))
        .collect();
    assert_eq!(rows, [(100_002, "甲")]);
    assert_eq!(view.error_count, 0);
}
