//! Spreadsheets to upload: a small good one, and the ways in which one can be bad.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Format, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The headings of the demonstration ledger's tasks.
pub const HEADINGS: [&str; 8] = [
    "序号",
    "类别",
    "目标任务",
    "责任领导",
    "牵头单位",
    "配合单位",
    "完成时限",
    "反馈频次",
];

/// A row that is read without any remark.
pub const GOOD_ROW: [&str; 8] = [
    "1",
    "一、试读",
    "试读任务",
    "副县长(工业)",
    "县工业和信息化局",
    "县统计局",
    "2023-03-15",
    "每月",
];

/// A ledger of tasks with these rows below title and headings; its first row is row 3.
pub fn tasks(rows: &[[&str; 8]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("任务分解表").expect("a name");
    sheet.write(0, 0, "重点工作任务分解表").expect("a title");
    for (row, texts) in std::iter::once(&HEADINGS).chain(rows).enumerate() {
        for (column, text) in texts.iter().enumerate() {
            let place = (
                u32::try_from(row + 1).expect("few rows"),
                u16::try_from(column).expect("few columns"),
            );
            sheet.write(place.0, place.1, *text).expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// The good row in one ledger with this many empty but formatted rows below it.
pub fn with_empty_rows(count: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("任务分解表").expect("a name");
    for (row, texts) in (0..).zip([HEADINGS, GOOD_ROW]) {
        for (column, text) in (0..).zip(texts) {
            sheet.write(row, column, text).expect("a cell");
        }
    }
    let boxed = Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin);
    for row in 2..count + 2 {
        sheet.write_blank(row, 0, &boxed).expect("an empty cell");
    }
    book.save_to_buffer().expect("a workbook")
}

/// Cells merged where they should not be: across columns, and a title over two rows.
pub fn oddly_merged() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("任务分解表").expect("a name");
    for (column, text) in (0..).zip(HEADINGS) {
        sheet.write(0, column, text).expect("a cell");
    }
    let plain = Format::new();
    for (column, text) in (0..).zip(GOOD_ROW) {
        sheet.write(1, column, text).expect("a cell");
    }
    // One title over two rows, and leader, lead and co-departments in one cell.
    sheet
        .merge_range(1, 2, 2, 2, "合并的任务", &plain)
        .expect("a merge");
    sheet
        .merge_range(2, 3, 2, 5, "副县长(工业)", &plain)
        .expect("a merge");
    sheet.write(2, 6, "2023-03-20").expect("a cell");
    book.save_to_buffer().expect("a workbook")
}

/// A workbook that unpacks to `size` bytes.
pub fn bomb(size: usize) -> Vec<u8> {
    rebuilt(&tasks(&[GOOD_ROW]), |zip| {
        start(zip, "xl/media/image1.bin");
        let blank = vec![b' '; 1 << 20];
        for _ in 0..size / blank.len() {
            zip.write_all(&blank).expect("to pack");
        }
    })
}

/// The same bomb, but its headers say that it is small.
pub fn lying(mut bytes: Vec<u8>, size: usize) -> Vec<u8> {
    let declared = u32::try_from(size).expect("below 4 GiB").to_le_bytes();
    let mut lies = 0;
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == declared {
            bytes[at..at + 4].copy_from_slice(&64_u32.to_le_bytes());
            lies += 1;
        }
    }
    assert!(lies > 0, "the size stands in the headers");
    bytes
}

/// A workbook with macros.
pub fn with_macros() -> Vec<u8> {
    rebuilt(&tasks(&[GOOD_ROW]), |zip| {
        start(zip, "xl/vbaProject.bin");
        zip.write_all(b"Sub Auto_Open()").expect("to pack");
    })
}

/// A picture whose name says that it is a workbook.
pub fn picture() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR".to_vec();
    bytes.extend((0..4096_u32).map(|n| u8::try_from(n * 31 % 251).expect("a byte")));
    bytes
}

/// An archive that is no workbook.
pub fn other_archive() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    start(&mut zip, "readme.txt");
    zip.write_all("不是表格".as_bytes()).expect("to pack");
    zip.finish().expect("an archive").into_inner()
}

type Zip = ZipWriter<Cursor<Vec<u8>>>;

fn start(zip: &mut Zip, name: &str) {
    zip.start_file(name, SimpleFileOptions::default())
        .expect("a file inside");
}

/// The same archive with something more in it.
fn rebuilt(workbook: &[u8], more: impl FnOnce(&mut Zip)) -> Vec<u8> {
    let mut source = ZipArchive::new(Cursor::new(workbook)).expect("an archive");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..source.len() {
        let mut part = source.by_index(at).expect("a file inside");
        let name = part.name().expect("its name").to_string();
        start(&mut zip, &name);
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("to unpack");
        zip.write_all(&content).expect("to pack");
    }
    more(&mut zip);
    zip.finish().expect("an archive").into_inner()
}
