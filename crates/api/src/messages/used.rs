//! Finds the codes that the rules and the use cases refuse with, by reading their sources.

use std::fs;
use std::path::Path;

#[derive(Debug, Default)]
pub(super) struct Used {
    pub(super) fields: Vec<String>,
    pub(super) conflicts: Vec<String>,
}

/// Calls whose last snake_case text is a field's code.
const FIELD_CALLS: [&str; 7] = [
    "AppError::invalid(",
    "AppError::invalid_with(",
    "FieldError::new(",
    "FieldError::with(",
    ".require(",
    ".require_with(",
    "AppError::File(",
];

pub(super) fn codes() -> Used {
    let mut used = Used::default();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for folder in ["app/src", "core/src", "api/src"] {
        read_folder(&crates.join(folder), &mut used);
    }
    for list in [&mut used.fields, &mut used.conflicts] {
        list.sort_unstable();
        list.dedup();
    }
    used
}

fn read_folder(folder: &Path, used: &mut Used) {
    for entry in fs::read_dir(folder).expect("the sources are beside us").flatten() {
        let path = entry.path();
        if path.is_dir() {
            read_folder(&path, used);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source is text");
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for call in FIELD_CALLS {
                used.fields.extend(calls(text, call));
            }
            used.conflicts.extend(calls(text, "AppError::Conflict("));
            used.conflicts.extend(calls(text, "Problem::conflict("));
        }
    }
}

fn calls(text: &str, call: &str) -> Vec<String> {
    text.match_indices(call)
        .filter_map(|(at, _)| last_code(&text[at + call.len()..]))
        .collect()
}

/// The last text of the arguments that looks like a code.
fn last_code(arguments: &str) -> Option<String> {
    let (mut depth, mut end) = (1, arguments.len());
    let mut quoted = false;
    for (at, c) in arguments.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            end = at;
            break;
        }
    }
    let texts = arguments[..end].split('"').skip(1).step_by(2);
    let is_code = |text: &&str| {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    texts.filter(is_code).last().map(str::to_owned)
}
