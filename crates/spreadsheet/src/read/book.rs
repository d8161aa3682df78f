//! `workbook.xml`: which sheets there are and where they are kept.

use std::collections::{HashMap, HashSet};

use super::guard::Parts;
use super::styles::Epoch;
use super::xml::{Node, Nodes};
use crate::error::{Error, Result};

/// Sheets at most.
const MAX_SHEETS: usize = 50;
/// Bytes of a sheet's place at most.
const MAX_TARGET: usize = 300;

/// What the workbook says about itself.
pub(super) struct Book {
    pub(super) sheets: Vec<Entry>,
    pub(super) epoch: Epoch,
}

/// One sheet and its part.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) hidden: bool,
}

impl Book {
    pub(super) fn read(parts: &mut Parts<'_>) -> Result<Self> {
        let places = places(&parts.text("xl/_rels/workbook.xml.rels")?.unwrap_or_default())?;
        let text = parts.text("xl/workbook.xml")?.unwrap_or_default();
        let mut book = Self {
            sheets: Vec::new(),
            epoch: Epoch::Year1900,
        };
        let mut used = HashSet::new();
        let mut nodes = Nodes::of(&text);
        while let Some(node) = nodes.next()? {
            let Node::Open(tag) = node else { continue };
            if tag.is("workbookPr")
                && tag
                    .attribute("date1904")
                    .is_some_and(|on| on == "1" || on == "true")
            {
                book.epoch = Epoch::Year1904;
            }
            if !tag.is("sheet") {
                continue;
            }
            // Chart sheets and dialogs are no worksheets and have no place here.
            let Some(path) = tag.attribute("id").and_then(|id| places.get(&id)) else {
                continue;
            };
            if book.sheets.len() == MAX_SHEETS {
                return Err(Error::TooManyParts);
            }
            if !used.insert(path.clone()) {
                return Err(Error::Damaged);
            }
            book.sheets.push(Entry {
                name: tag
                    .attribute("name")
                    .unwrap_or_default()
                    .chars()
                    .take(100)
                    .collect(),
                path: path.clone(),
                hidden: tag.attribute("state").is_some_and(|state| state != "visible"),
            });
        }
        if book.sheets.is_empty() {
            Err(Error::Damaged)
        } else {
            Ok(book)
        }
    }
}

/// The parts of worksheets by relationship id.
fn places(text: &str) -> Result<HashMap<String, String>> {
    let mut places = HashMap::new();
    let mut nodes = Nodes::of(text);
    while let Some(node) = nodes.next()? {
        let Node::Open(tag) = node else { continue };
        if !tag
            .attribute("Type")
            .is_some_and(|kind| kind.ends_with("/worksheet"))
        {
            continue;
        }
        let target = tag
            .attribute("Target")
            .filter(|target| target.len() <= MAX_TARGET);
        if let (Some(id), Some(target)) = (tag.attribute("Id"), target) {
            places.insert(id, place(&target));
        }
    }
    Ok(places)
}

/// A target is told from the folder `xl`, or from the root with a slash before it.
fn place(target: &str) -> String {
    let target = target.replace('\\', "/").to_ascii_lowercase();
    let mut folders: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        vec!["xl"]
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                folders.pop();
            }
            step => folders.push(step),
        }
    }
    folders.join("/")
}
