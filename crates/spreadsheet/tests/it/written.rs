//! What programs write, each in its way.

use duban_spreadsheet::{Cell, read};
use rust_xlsxwriter::{Format, Workbook};

use crate::file::sheet;

/// The cells that hold something, by row and column.
fn cells(bytes: &[u8]) -> Vec<(u32, usize, Cell)> {
    let workbook = read(bytes).expect("a workbook");
    let rows = workbook.sheets[0].rows.iter();
    rows.flat_map(|(row, cells)| cells.iter().map(|(column, cell)| (*row, *column, cell.clone())))
        .collect()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn date(date: &str) -> Cell {
    Cell::Date(date.parse().expect("a date"))
}

#[test]
fn every_kind_of_cell_is_read() {
    let strings = "<sst uniqueCount='99999999999999'><si><r><t>甲</t></r><r><t>&lt;&#20057;&gt;</t></r><rPh><t>jia</t></rPh></si>\
        <si><t><![CDATA[县长]]></t></si></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId='176' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/></numFmts>\
        <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='176'/></cellXfs></styleSheet>";
    let rows = "<row><c t='inlineStr'><is><t>目标任务</t></is></c></row>\
         <row r='5'><c r='A5' t='s'><v>0</v></c><c t='s'><v>1</v></c>\
         <c r='C5' t='str'><f t='shared' si='4000000000'>A1</f><v>县财政局</v></c><c r='D5' s='1'><v>44967</v></c></row>\
         <row><c t='s'><v>7</v></c><c/><c><v>1.5</v></c><c t='d'><v>2023-03-01T00:00:00</v></c>\
         <c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#REF!</v></c><c t='str'><v> </v></c></row>";
    let bytes = sheet(
        rows,
        &[
            ("xl/sharedStrings.xml", strings.as_bytes()),
            ("xl/styles.xml", styles.as_bytes()),
        ],
    );
    assert_eq!(read(&bytes).expect("a workbook").sheets[0].name, "任务&问题");
    assert_eq!(
        cells(&bytes),
        [
            (0, 0, text("目标任务")),
            (4, 0, text("甲<乙>")),
            (4, 1, text("县长")),
            (4, 2, text("县财政局")),
            (4, 3, date("2023-02-10")),
            (5, 2, Cell::Number(1.5)),
            (5, 3, date("2023-03-01")),
            (5, 4, Cell::Bool(true)),
            (5, 5, Cell::Bool(false)),
            (5, 6, Cell::Broken("#REF!".to_owned())),
        ]
    );
}

#[test]
fn merged_cells_point_to_the_one_that_speaks() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .merge_range(1, 0, 3, 1, "一、项目", &Format::new())
        .expect("an area");
    let workbook = read(&book.save_to_buffer().expect("a workbook")).expect("a workbook");
    let sheet = &workbook.sheets[0];
    assert_eq!(sheet.cell(1, 0), Some(&text("一、项目")));
    for (row, column, wanted) in [
        (1, 0, None),
        (1, 1, Some((1, 0))),
        (3, 1, Some((1, 0))),
        (4, 0, None),
        (3, 2, None),
    ] {
        assert_eq!(sheet.hidden_by(row, column), wanted, "{row} {column}");
    }
}

#[test]
fn hidden_sheets_are_named_and_not_read() {
    let mut book = Workbook::new();
    for (name, hidden) in [("封面", false), ("参数", true), ("任务", false)] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        sheet.write_string(0, 0, name).expect("a cell");
        sheet.set_hidden(hidden);
    }
    let workbook = read(&book.save_to_buffer().expect("a workbook")).expect("a workbook");
    let names: Vec<_> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["封面", "任务"]);
    assert_eq!(workbook.hidden, ["参数"]);
}
