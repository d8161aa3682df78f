//! Dependencies that no source file mentions, and shared versions that no member names.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::progress::Progress;
use crate::tools::{metadata, root};

pub(crate) fn check(_: &Progress) -> Result<()> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).context("the workspace manifest")?;
    let metadata = metadata()?;
    let unnamed = unnamed(&manifest, &metadata);
    if !unnamed.is_empty() {
        bail!("no member names {} of workspace.dependencies", unnamed.join(", "));
    }
    let mut unused = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let manifest = package["manifest_path"].as_str().context("a manifest's path")?;
        let folder = Path::new(manifest).parent().context("a package's folder")?;
        let mut code = String::new();
        read_code(folder, &mut code)?;
        let names = unmentioned(package, &code);
        let package = package["name"].as_str().unwrap_or_default();
        unused.extend(names.map(|name| format!("{name} in {package}")));
    }
    if !unused.is_empty() {
        bail!("no source file mentions {}", unused.join(", "));
    }
    Ok(())
}

/// Adds every line of Rust below the folder that is no comment, and of the modules that it borrows from elsewhere.
fn read_code(folder: &Path, code: &mut String) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            read_code(&path, code)?;
        } else if path.extension().is_some_and(|end| end == "rs") {
            read_file(&path, code)?;
        }
    }
    Ok(())
}

fn read_file(file: &Path, code: &mut String) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    for line in text.lines().map(str::trim_start) {
        if line.starts_with("//") {
            continue;
        }
        code.push_str(line);
        code.push('\n');
        if let (Some(module), Some(folder)) = (borrowed(line), file.parent()) {
            let module = folder.join(module);
            match module.parent() {
                Some(folder) if module.ends_with("mod.rs") => read_code(folder, code)?,
                _ => read_file(&module, code)?,
            }
        }
    }
    Ok(())
}

/// The file that `#[path = "../…"]` names.
fn borrowed(line: &str) -> Option<&str> {
    let (file, _) = line.strip_prefix("#[path = \"")?.split_once('"')?;
    file.starts_with("..").then_some(file)
}

/// The dependencies of a package that its code mentions nowhere.
fn unmentioned<'a>(package: &'a Value, code: &str) -> impl Iterator<Item = &'a str> {
    let dependencies = package["dependencies"].as_array().into_iter().flatten();
    dependencies
        .filter_map(name_of)
        .filter(move |name| !mentions(code, &name.replace('-', "_")))
}

/// What the code calls a dependency.
fn name_of(dependency: &Value) -> Option<&str> {
    dependency["rename"]
        .as_str()
        .or_else(|| dependency["name"].as_str())
}

/// Whether the code has a path that begins with this name, or takes it in whole.
fn mentions(code: &str, name: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        let begins = !before.ends_with(in_word) && !before.ends_with("::");
        let is_path = after.starts_with("::");
        let is_taken_in = before.ends_with("use ") && (after.starts_with(';') || after.starts_with(" as "));
        begins && (is_path || is_taken_in)
    })
}

/// Shared versions of the workspace's manifest that no member's manifest asks for.
fn unnamed<'a>(manifest: &'a str, metadata: &Value) -> Vec<&'a str> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let named: Vec<&str> = packages
        .flat_map(|package| package["dependencies"].as_array().into_iter().flatten())
        .filter_map(name_of)
        .collect();
    manifest
        .lines()
        .skip_while(|line| *line != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim())
        .filter(|name| !named.contains(name))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_dependency_that_no_code_mentions_is_named() {
        let package = json!({ "dependencies": [
            { "name": "serde-json", "rename": null },
            { "name": "uuid", "rename": null },
            { "name": "time", "rename": null },
            { "name": "sha2", "rename": null },
            { "name": "toml", "rename": "toml9" },
        ] });
        let code =
            "use serde_json::json;\nuse uuid as id;\nuse std::time::Duration;\nlet my_sha2::x = toml;\n";
        let unused: Vec<&str> = unmentioned(&package, code).collect();
        assert_eq!(unused, ["time", "sha2", "toml9"]);
    }

    #[test]
    fn comments_mention_nothing() {
        let mut code = String::new();
        read_code(&root().join("crates/xtask/src/check"), &mut code).expect("our own code");
        assert!(mentions(&code, "anyhow") && !mentions(&code, "mentioned_in_a_comment"));
        // As here: mentioned_in_a_comment::only
    }

    #[test]
    fn a_shared_version_that_nobody_asks_for_is_named() {
        let manifest = "[workspace]\nresolver = \"3\"\n\n[workspace.dependencies]\nours = { path = \"x\" }\n\n\
                        axum = \"0.8\"\nserde = \"1\"\ntoml9 = { package = \"toml\" }\n\n[profile.dev]\ndebug = 1\n";
        let metadata = json!({ "packages": [
            { "dependencies": [{ "name": "serde", "rename": null }, { "name": "toml", "rename": "toml9" }] },
            { "dependencies": [{ "name": "ours", "rename": null }] },
        ] });
        assert_eq!(unnamed(manifest, &metadata), ["axum"]);
        assert!(unnamed("[workspace]\n", &metadata).is_empty());
    }
}
