//! What is wrong with an uploaded file.

/// Code, Chinese, English.
pub(super) const FILES: &[(&str, &str, &str)] = &[
    (
        "not_xlsx",
        "不是 .xlsx 工作簿。请用 Excel 或 WPS 另存为“Excel 工作簿（.xlsx）”后上传。",
        "Is no .xlsx workbook. Save it as “Excel workbook (.xlsx)” and upload that.",
    ),
    (
        "old_xls",
        "是旧版 .xls 文件。请另存为 .xlsx 后上传。",
        "Is an old .xls file. Save it as .xlsx and upload that.",
    ),
    (
        "damaged",
        "文件已损坏，无法打开。请重新导出后上传。",
        "Is damaged. Export it again and upload that.",
    ),
    (
        "encrypted",
        "文件已加密。请去掉打开密码后上传。",
        "Is encrypted. Remove the password and upload it again.",
    ),
    (
        "macros",
        "文件含有宏。请另存为不含宏的 .xlsx 后上传。",
        "Contains macros. Save it as .xlsx without macros and upload that.",
    ),
    (
        "expands_too_much",
        "文件解压后过大。请只保留台账内容后上传。",
        "Unpacks to too much. Keep only the ledger and upload that.",
    ),
    (
        "too_many_parts",
        "文件内部结构过多。请新建工作簿，把台账复制进去后上传。",
        "Has too many parts. Copy the ledger into a new workbook and upload that.",
    ),
    (
        "too_many_rows",
        "行数过多：一个文件最多200项，每个工作表最多2000行。请分批上传。",
        "Has too many rows: 200 matters a file, 2,000 rows a sheet. Upload it in parts.",
    ),
    (
        "too_many_cells",
        "单元格过多：一个文件最多30万个有内容的单元格。请只保留台账内容后上传。",
        "Has too many cells: 300,000 with content a file. Keep only the ledger and upload that.",
    ),
    (
        "too_much_text",
        "文字过多。请精简后上传。",
        "Contains too much text. Shorten it and upload it again.",
    ),
    (
        "no_rows",
        "没有读到任何事项。请核对表头下方是否有内容。",
        "Contains no matter. See that there are rows below the header.",
    ),
    (
        "no_table",
        "没有找到台账表头。表头应包含“目标任务”或“问题描述”、“责任领导”、“牵头单位”、“完成时限”等列。",
        "Has no ledger header: it needs a matter column and two of leader, lead department and due date.",
    ),
];
