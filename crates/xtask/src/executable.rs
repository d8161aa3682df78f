//! Building a program and learning from cargo where it lies: a target triple or a profile of the developer's own puts it
//! elsewhere than below `debug`.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::progress::Progress;

/// Runs a `cargo build` or `cargo test --no-run` and tells where the program of this name is. What cargo says to the
/// developer goes to standard error as ever.
pub(crate) fn build(progress: &Progress, label: &str, command: &mut Command, name: &str) -> Result<PathBuf> {
    command
        .arg("--message-format=json-render-diagnostics")
        .stdout(Stdio::piped());
    let output = progress.output(label, command)?;
    named(&String::from_utf8_lossy(&output.stdout), name)
        .with_context(|| format!("cargo built no program {name}"))
}

/// The program of this name among cargo's messages; a test of the same name is another thing.
fn named(messages: &str, name: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == name && message["profile"]["test"] == false)
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_where_cargo_says() {
        let messages = r#"
{"reason":"compiler-artifact","target":{"kind":["lib"],"name":"duban"},"profile":{"test":false},"executable":null}
{"reason":"compiler-artifact","target":{"kind":["bin"],"name":"duban"},"profile":{"test":true},"executable":"/t/debug/deps/duban-1"}
{"reason":"compiler-artifact","target":{"kind":["bin"],"name":"xtask"},"profile":{"test":false},"executable":"/t/debug/xtask"}
{"reason":"compiler-artifact","target":{"kind":["bin"],"name":"duban"},"profile":{"test":false},"executable":"/t/aarch64/debug/duban"}
{"reason":"build-finished","success":true}
running something else"#;
        assert_eq!(named(messages, "duban"), Some("/t/aarch64/debug/duban".into()));
        assert_eq!(named(messages, "duban-bench"), None);
    }
}
