//! Circles in a graph of imports.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Which files each file imports.
pub(super) type Imports = BTreeMap<String, BTreeSet<String>>;

/// Pairs of folders that import each other, each with the shortest way from one file round to itself. Every import that
/// is part of a circle and leads into another folder makes a pair.
pub(super) fn circles(
    imports: &Imports,
    folder_of: impl Fn(&str) -> String,
) -> BTreeMap<(String, String), Vec<String>> {
    let mut found = BTreeMap::new();
    for (from, targets) in imports {
        for to in targets {
            let (one, other) = (folder_of(from), folder_of(to));
            let pair = (one.clone().min(other.clone()), one.clone().max(other.clone()));
            if one == other || found.contains_key(&pair) {
                continue;
            }
            if let Some(back) = way(imports, to, from) {
                let mut round = vec![from.clone()];
                round.extend(back);
                found.insert(pair, round);
            }
        }
    }
    found
}

/// The shortest way along the imports, both ends among it.
fn way(imports: &Imports, from: &str, to: &str) -> Option<Vec<String>> {
    let mut came_from = BTreeMap::from([(from, None)]);
    let mut waiting = VecDeque::from([from]);
    while let Some(file) = waiting.pop_front() {
        if file == to {
            let mut way = vec![file.to_owned()];
            let mut at = file;
            while let Some(before) = came_from.get(at).copied().flatten() {
                way.push(str::to_owned(before));
                at = before;
            }
            way.reverse();
            return Some(way);
        }
        for next in imports.get(file).into_iter().flatten() {
            if !came_from.contains_key(next.as_str()) {
                came_from.insert(next, Some(file));
                waiting.push_back(next);
            }
        }
    }
    None
}
