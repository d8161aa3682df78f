//! The sources of our crates.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::tools::root;

/// Text of each file of a crate by its path below `src`.
pub(super) type Sources = BTreeMap<String, String>;

/// Every crate of the workspace by its folder, with its sources.
pub(super) fn of_crates() -> Result<Vec<(String, Sources)>> {
    let mut names = vec!["migrations".to_owned(), "tests".to_owned()];
    for entry in fs::read_dir(root().join("crates"))? {
        names.push(format!("crates/{}", entry?.file_name().display()));
    }
    names.sort();
    let read = |name: String| {
        let folder = root().join(&name).join("src");
        let mut sources = Sources::new();
        collect(&folder, &folder, &mut sources).with_context(|| format!("the sources of {name}"))?;
        Ok((name, sources))
    };
    names.into_iter().map(read).collect()
}

fn collect(top: &Path, folder: &Path, sources: &mut Sources) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(top, &path, sources)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(top)?.display().to_string();
            sources.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(())
}
