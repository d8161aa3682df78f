//! What is no plain workbook is refused, each kind by its name.

use duban_spreadsheet::{Error, read};

use crate::file::{BOOK, RELS, good, good_with, zip};

fn check(cases: Vec<(&str, Vec<u8>, Error)>) {
    for (what, bytes, wanted) in cases {
        match read(&bytes) {
            Err(error) => assert_eq!(error, wanted, "{what}"),
            Ok(workbook) => panic!("{what} was read: {workbook:?}"),
        }
    }
}

#[test]
fn what_is_no_workbook_is_refused_by_name() {
    let good = good();
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
    let broken = b"<worksheet><sheetData><row r=";
    check(vec![
        ("empty", Vec::new(), Error::NotXlsx),
        ("image renamed", png, Error::NotXlsx),
        ("csv renamed", "序号,目标任务\n1,甲".into(), Error::NotXlsx),
        ("old workbook", [&compound[..], &[0; 100]].concat(), Error::OldXls),
        ("encrypted", encrypted, Error::Encrypted),
        (
            "zip of something else",
            zip(&[("word/document.xml", b"<x/>")]),
            Error::NotXlsx,
        ),
        (
            "cut in the middle",
            good[..good.len() / 2].to_vec(),
            Error::Damaged,
        ),
        ("only a signature", b"PK\x03\x04".to_vec(), Error::Damaged),
        ("macros", good_with("xl/vbaProject.bin", b"macro"), Error::Macros),
        (
            "old macros",
            good_with("xl/macrosheets/sheet1.xml", b"<x/>"),
            Error::Macros,
        ),
        ("too many parts", zip(&many), Error::TooManyParts),
        (
            "bytes without end",
            vec![b'P'; 5 * 1024 * 1024 + 1],
            Error::TooLarge,
        ),
        (
            "broken sheet",
            good_with("xl/worksheets/sheet1.xml", broken),
            Error::Damaged,
        ),
        (
            "no workbook inside",
            good_with("xl/workbook.xml", b""),
            Error::Damaged,
        ),
    ]);
}

#[test]
fn hostile_parts_are_refused() {
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
    check(vec![
        (
            "own entities",
            with("xl/worksheets/sheet1.xml", entity),
            Error::Damaged,
        ),
        (
            "unknown entity",
            with("xl/worksheets/sheet1.xml", "<worksheet>&b;</worksheet>"),
            Error::Damaged,
        ),
        (
            "merges without end",
            with("xl/worksheets/sheet1.xml", &merges),
            Error::TooManyRows,
        ),
        (
            "one sheet many times",
            with("xl/workbook.xml", &sheets(2)),
            Error::Damaged,
        ),
        (
            "a sheet that is not there",
            with("xl/workbook.xml", "<workbook/>"),
            Error::Damaged,
        ),
        (
            "two parts of one name",
            with("xl/WORKBOOK.xml", &sheets(1)),
            Error::Damaged,
        ),
        ("no text", with("xl/workbook.xml", "\u{0}\u{1}"), Error::Damaged),
    ]);
    let spare = read(&with("xl/other.xml", "<x/>")).expect("a part that nobody asks for");
    assert!(spare.sheets[0].rows.is_empty());
}

#[test]
fn bombs_are_measured_not_believed() {
    let size: u32 = 51 * 1024 * 1024;
    let bomb = good_with("xl/worksheets/sheet9.xml", &vec![b' '; size as usize]);
    assert!(bomb.len() < 200_000, "it looks harmless: {} bytes", bomb.len());
    assert_eq!(read(&bomb).err(), Some(Error::ExpandsTooMuch));
    // The same with headers that claim a thousand bytes.
    let size = size.to_le_bytes();
    let mut liar = bomb;
    let claims: Vec<usize> = (0..liar.len() - 4)
        .filter(|at| liar[*at..*at + 4] == size)
        .collect();
    assert!(!claims.is_empty());
    for at in claims {
        liar[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    let refused = read(&liar).err();
    assert!(
        matches!(refused, Some(Error::ExpandsTooMuch | Error::Damaged)),
        "{refused:?}"
    );
}
