//! Reads from the sources which texts the program asks for.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// One `say!`.
#[derive(Debug)]
pub(super) struct Call {
    /// The key; a captured variable stands as `{name}`.
    pub(super) key: String,
    /// Names of the values that come with it.
    pub(super) given: BTreeSet<String>,
}

#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) calls: Vec<Call>,
    /// Every text in quotation marks that could be a key.
    pub(super) keys: BTreeSet<String>,
}

impl Sources {
    /// The sources of every crate that can word something.
    pub(super) fn read() -> Self {
        let mut sources = Self::default();
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for folder in fs::read_dir(crates).expect("the crates are beside us").flatten() {
            sources.read_folder(&folder.path().join("src"));
        }
        sources
    }

    fn read_folder(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
            let path = entry.path();
            if path.ends_with("core/src/lang") {
                continue;
            }
            if path.is_dir() {
                self.read_folder(&path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                self.read_source(&fs::read_to_string(&path).expect("a source is text"));
            }
        }
    }

    fn read_source(&mut self, text: &str) {
        let found = text
            .match_indices("say!(")
            .map(|(at, call)| &text[at + call.len()..]);
        self.calls.extend(found.map(Call::read));
        let quoted = text.split('"').filter(|text| is_key(text));
        self.keys.extend(quoted.map(str::to_owned));
    }
}

impl Call {
    fn read(text: &str) -> Self {
        let mut arguments = arguments(text).into_iter().skip(1);
        let key = arguments.next().unwrap_or_default();
        let key = key.trim_matches('"');
        assert!(is_key(key), "the key is written out: {text:.80}");
        Self {
            key: key.to_owned(),
            given: arguments
                .filter(|argument| !argument.is_empty())
                .map(|argument| {
                    argument
                        .split_once(" = ")
                        .map_or(argument.as_str(), |(name, _)| name)
                        .to_owned()
                })
                .collect(),
        }
    }
}

fn is_key(text: &str) -> bool {
    let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.{}".contains(c);
    text.contains('.') && text.chars().all(known)
}

/// The arguments up to the closing parenthesis.
fn arguments(text: &str) -> Vec<String> {
    let (mut depth, mut quoted) = (1, false);
    let mut arguments = vec![String::new()];
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if c == ',' && depth == 1 && !quoted {
            arguments.push(String::new());
        } else if let Some(argument) = arguments.last_mut() {
            argument.push(c);
        }
    }
    arguments
        .iter()
        .map(|argument| argument.trim().to_owned())
        .collect()
}
