//! Ledgers that are not as they should be: each gets a plain answer, nothing is written. What makes a file unreadable
//! is the business of `duban-spreadsheet`; here is what an upload of one is told, and what is no ledger.

use rust_xlsxwriter::Workbook;

use super::county::{LEDGER, county, sheet, sheet_of};

#[tokio::test]
async fn what_cannot_be_read_is_refused_by_name_and_nothing_is_written() {
    let county = county().await;
    let row = ["1", "甲", "县长", "县财政局", "", "3月25日", ""];
    let note: &[&str] = &["说明"];
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", Vec::new(), "not_xlsx"),
        (
            "old workbook",
            [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].to_vec(),
            "old_xls",
        ),
        (
            "cut in the middle",
            LEDGER[..LEDGER.len() / 2].to_vec(),
            "damaged",
        ),
        ("bytes without end", vec![b'P'; 5 * 1024 * 1024 + 1], "too_large"),
        ("rows without end", sheet_of(&[note; 2_001]), "too_many_rows"),
        (
            "an empty sheet",
            Workbook::new().save_to_buffer().expect("a workbook"),
            "no_table",
        ),
        (
            "no ledger inside",
            sheet_of(&[&["姓名", "电话"], &["甲", "1"]]),
            "no_table",
        ),
        ("nothing below the header", sheet(&[]), "no_rows"),
        ("matters without end", sheet(&[row; 201]), "too_many_rows"),
    ];
    for (what, bytes, code) in cases {
        assert_eq!(county.refused(&bytes).await, code, "{what}");
    }
    for table in ["import_file", "matter", "source"] {
        let rows = county
            .f
            .number(&format!("SELECT COUNT(*) AS n FROM {table}"))
            .await;
        assert_eq!(rows, 0, "{table}");
    }
    assert_eq!(county.f.events("import_previewed").await, 0);
}
