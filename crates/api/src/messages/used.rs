//! Finds the codes that the rules and the use cases refuse with, by reading their sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[derive(Debug, Default)]
pub(super) struct Used {
    pub(super) fields: BTreeSet<String>,
    /// Those that are built somewhere without a value.
    pub(super) plain: BTreeSet<String>,
    pub(super) conflicts: BTreeSet<String>,
    pub(super) problems: BTreeSet<String>,
    /// Every text in quotation marks.
    said: BTreeSet<String>,
}

/// Calls whose last snake_case text is a field's code.
const FIELD_CALLS: [&str; 8] = [
    "AppError::invalid_with(",
    "FieldError::with(",
    ".require_with(",
    "AppError::File(",
    PLAIN_CALLS[0],
    PLAIN_CALLS[1],
    PLAIN_CALLS[2],
    PLAIN_CALLS[3],
];

/// Those among them that carry no value for the text.
const PLAIN_CALLS: [&str; 4] = [
    "AppError::invalid(",
    "FieldError::new(",
    ".require(",
    "Fault::new(",
];

impl Used {
    pub(super) fn read() -> Self {
        let mut used = Self::default();
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for folder in ["app/src", "core/src", "api/src"] {
            used.read_folder(&crates.join(folder));
        }
        used.read_rules(&crates);
        used
    }

    /// Whether the code stands anywhere but among the texts themselves.
    pub(super) fn says(&self, code: &str) -> bool {
        self.said.contains(code)
    }

    fn read_folder(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).expect("the sources are beside us").flatten() {
            let path = entry.path();
            let is = |name: &str| path.file_name().is_some_and(|file| file == name);
            if is("messages") || is("tests.rs") {
                continue;
            }
            if path.is_dir() {
                self.read_folder(&path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                self.read_source(&fs::read_to_string(&path).expect("a source is text"));
            }
        }
    }

    /// The rules' refusals that are told of a field: which those are stands in the map of problems, their codes in core.
    fn read_rules(&mut self, crates: &Path) {
        let read = |file| fs::read_to_string(crates.join(file)).expect("a source is text");
        let (map, errors) = (read("api/src/problem/map.rs"), read("core/src/error.rs"));
        let of_fields = map.split("let field = match error {").nth(1);
        let of_fields = of_fields.and_then(|rest| rest.split("_ => None").next());
        let of_fields = of_fields.expect("the refusals that are told of a field");
        let (plain, _) = of_fields.split_once("FieldError::new(").expect("an arm");
        for (at, told) in of_fields.match_indices("RuleError::") {
            let name = &of_fields[at + told.len()..];
            let name = &name[..name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len())];
            let code = errors.split(&format!("Self::{name} {{ .. }} => \"")).nth(1);
            let code = code.and_then(|rest| rest.split('"').next());
            let code = code.unwrap_or_else(|| panic!("{name} has no code"));
            self.fields.insert(code.to_owned());
            if at < plain.len() {
                self.plain.insert(code.to_owned());
            }
        }
    }

    fn read_source(&mut self, text: &str) {
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for call in FIELD_CALLS {
            self.fields.extend(calls(text, call));
        }
        for call in PLAIN_CALLS {
            self.plain.extend(calls(text, call));
        }
        for call in ["AppError::Conflict(", "Problem::conflict("] {
            self.conflicts.extend(calls(text, call));
        }
        for call in ["Problem::new(", "Facts::new(", "Self::new("] {
            let of_status = text
                .match_indices(call)
                .map(|(at, _)| text[at + call.len()..].trim_start())
                .filter(|arguments| arguments.starts_with("StatusCode::"));
            self.problems.extend(of_status.filter_map(last_code));
        }
        let quoted = text.split('"').map(str::to_owned);
        self.said.extend(quoted);
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
