//! 牵头单位 and 配合单位: several units in one cell, and names for whole groups.

use super::text::{key, normalise};

/// A name that stands for many units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// 各乡镇(街道): every township and street office.
    Townships,
    /// 各部门, 各行业主管部门: every county department.
    Departments,
}

/// One entry of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// A unit by name.
    Named(String),
    /// A whole group, with the words that were used.
    Group {
        /// As written.
        text: String,
        /// Which units are meant.
        group: Group,
    },
}

/// Splits a cell into units. Signs within brackets do not split: `各乡(镇、街道)` is one entry.
pub fn split(cell: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    for piece in pieces(cell) {
        let groups = groups(&piece);
        if groups.is_empty() {
            units.push(Unit::Named(piece));
        } else {
            units.extend(groups.into_iter().map(|group| Unit::Group {
                text: piece.clone(),
                group,
            }));
        }
    }
    units.dedup();
    units
}

fn pieces(cell: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0_i32;
    for c in cell.chars() {
        match c {
            '(' | '\u{ff08}' => depth += 1,
            ')' | '\u{ff09}' => depth = (depth - 1).max(0),
            _ => {}
        }
        if depth == 0 && is_separator(c) {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    let tidy = |piece: String| {
        normalise(&piece)
            .trim_end_matches(['。', '.', '等'])
            .trim()
            .to_owned()
    };
    pieces
        .into_iter()
        .map(tidy)
        .filter(|piece| !piece.is_empty())
        .collect()
}

fn is_separator(c: char) -> bool {
    let full_width = matches!(c, '\u{ff0c}' | '\u{ff1b}' | '\u{ff0f}' | '\u{ff5c}');
    full_width || matches!(c, '、' | ',' | ';' | '/' | '|' | '\n' | '\r' | '\t')
}

fn groups(piece: &str) -> Vec<Group> {
    let key = key(piece);
    let all = ["全县各", "县直各", "县级各", "县各", "各", "全体", "所有"];
    let Some(rest) = all.iter().find_map(|prefix| key.strip_prefix(prefix)) else {
        return if key == "街道" {
            vec![Group::Townships]
        } else {
            Vec::new()
        };
    };
    let departments = [
        "部门",
        "行业主管部门",
        "主管部门",
        "有关部门",
        "相关部门",
        "职能部门",
        "县直部门",
        "县级部门",
        "县直单位",
        "县级单位",
        "单位",
        "有关单位",
        "相关单位",
        "县直有关部门",
        "县级有关部门",
    ];
    let mut groups = Vec::new();
    if ["乡镇", "乡(镇", "镇(乡", "街道", "镇街"]
        .iter()
        .any(|word| rest.starts_with(word))
    {
        groups.push(Group::Townships);
    }
    if departments.contains(&rest) || (!groups.is_empty() && rest.ends_with("部门")) {
        groups.push(Group::Departments);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(cell: &str) -> Vec<String> {
        let show = |unit: Unit| match unit {
            Unit::Named(name) => name,
            Unit::Group { group, .. } => format!("<{group:?}>"),
        };
        split(cell).into_iter().map(show).collect()
    }

    #[test]
    fn cells_with_several_units() {
        for (cell, wanted) in [
            ("", &[] as &[&str]),
            ("县财政局", &["县财政局"]),
            ("县水务局、彩云镇、竹基镇", &["县水务局", "彩云镇", "竹基镇"]),
            (
                "县工业和信息化局,县人力资源和社会保障局",
                &["县工业和信息化局", "县人力资源和社会保障局"],
            ),
            (
                "县财政局\u{ff0c}县税务局\u{ff1b}县统计局;县商务局",
                &["县财政局", "县税务局", "县统计局", "县商务局"],
            ),
            ("县财政局\n县税务局 ", &["县财政局", "县税务局"]),
            ("县财政局、、县税务局等", &["县财政局", "县税务局"]),
            ("县农业农村局、各乡镇(街道)", &["县农业农村局", "<Townships>"]),
            (
                "各乡镇\u{ff08}街道\u{ff09}、各部门",
                &["<Townships>", "<Departments>"],
            ),
            ("各乡(镇、街道)", &["<Townships>"]),
            ("各乡镇、街道", &["<Townships>", "<Townships>"]),
            ("县统计局、各行业主管部门", &["县统计局", "<Departments>"]),
            ("各乡镇(街道)各部门", &["<Townships>", "<Departments>"]),
            ("县直各有关部门", &["<Departments>"]),
            (
                "县发展和改革局、各项目业主单位",
                &["县发展和改革局", "各项目业主单位"],
            ),
        ] {
            assert_eq!(show(cell), wanted, "{cell:?}");
        }
    }
}
