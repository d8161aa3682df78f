//! The module tree of a crate, and from its names which file imports which. A name that a module only passes on is its
//! file's where it is defined.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use proc_macro2::TokenStream;

use super::graph::Imports;
use crate::check::sources::Sources;
use crate::check::tokens::{Facts, Import};

/// Names that lead to names that lead to names are followed so far.
const DEPTH: usize = 16;

struct Module {
    file: String,
    path: Vec<String>,
    children: BTreeMap<String, usize>,
    items: BTreeSet<String>,
    imports: Vec<Import>,
    paths: Vec<Vec<String>>,
}

/// Which file imports which, the crate's root files left out.
pub(super) fn imports(sources: &Sources) -> Imports {
    let mut imports = Imports::new();
    for root in ["lib.rs", "main.rs"] {
        let Some(facts) = facts_of(sources, root) else {
            continue;
        };
        let mut tree = Tree(Vec::new());
        tree.add(sources, root.to_owned(), Vec::new(), facts);
        for module in &tree.0 {
            for target in tree.targets(module) {
                if module.file != root && target != root && target != module.file {
                    imports
                        .entry(module.file.clone())
                        .or_default()
                        .insert(target.to_owned());
                }
            }
        }
    }
    imports
}

fn facts_of(sources: &Sources, file: &str) -> Option<Facts> {
    TokenStream::from_str(sources.get(file)?).ok().map(Facts::of)
}

/// All modules; the first is the crate's root.
struct Tree(Vec<Module>);

impl Tree {
    fn add(&mut self, sources: &Sources, file: String, path: Vec<String>, facts: Facts) -> usize {
        let own = self.0.len();
        self.0.push(Module {
            file: file.clone(),
            path: path.clone(),
            children: BTreeMap::new(),
            items: facts.items,
            imports: facts.imports,
            paths: facts.paths,
        });
        for child in facts.children {
            let mut below = path.clone();
            below.push(child.name.clone());
            let found = match child.inline {
                Some(facts) => Some((file.clone(), facts)),
                None => candidates(&file, &child.name, child.file.as_deref())
                    .into_iter()
                    .find_map(|file| Some((file.clone(), facts_of(sources, &file)?))),
            };
            if let Some((file, facts)) = found {
                let number = self.add(sources, file, below, facts);
                self.0[own].children.insert(child.name, number);
            }
        }
        own
    }

    /// The files that a module's imports and paths lead to.
    fn targets(&self, module: &Module) -> Vec<&str> {
        let imported = module.imports.iter().filter_map(|import| {
            let path = self.absolute(module, &import.path, Some(import), 0)?;
            let (target, is_module) = self.resolve(&path, 0)?;
            // Whatever is used of an imported module is named by a path.
            (!is_module || import.name == "*").then_some(target)
        });
        let named = module.paths.iter().filter_map(|path| {
            let path = self.absolute(module, path, None, 0)?;
            let (target, is_module) = self.resolve(&path, 0)?;
            (!is_module).then_some(target)
        });
        imported
            .chain(named)
            .map(|target| self.0[target].file.as_str())
            .collect()
    }

    /// A path from the crate's root; none when it leads out of the crate. `of` is the import that it belongs to, which
    /// cannot explain itself.
    fn absolute(
        &self,
        module: &Module,
        path: &[String],
        of: Option<&Import>,
        depth: usize,
    ) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let below = |mut base: Vec<String>| {
            base.extend_from_slice(rest);
            base
        };
        match first.as_str() {
            _ if depth > DEPTH => None,
            "crate" => Some(rest.to_vec()),
            "self" => Some(below(module.path.clone())),
            "super" => {
                let ups = path.iter().take_while(|name| *name == "super").count();
                let mut base = module.path.clone();
                base.truncate(base.len().checked_sub(ups)?);
                base.extend_from_slice(&path[ups..]);
                Some(base)
            }
            name if module.children.contains_key(name) => {
                Some(below([&module.path[..], std::slice::from_ref(first)].concat()))
            }
            name => {
                let mut imports = module.imports.iter();
                let import = imports.find(|import| import.name == name && Some(*import) != of)?;
                self.absolute(module, &import.path, Some(import), depth + 1)
                    .map(below)
            }
        }
    }

    /// The module that a path ends in or where its item is defined, and whether the path names the module itself.
    fn resolve(&self, path: &[String], depth: usize) -> Option<(usize, bool)> {
        if depth > DEPTH {
            return None;
        }
        let mut at = 0;
        for (index, name) in path.iter().enumerate() {
            let module = &self.0[at];
            if let Some(child) = module.children.get(name) {
                at = *child;
                continue;
            }
            if module.items.contains(name) {
                return Some((at, false));
            }
            let follow = |import: &Import, skipped: usize| {
                let base = self.absolute(module, &import.path, Some(import), 0)?;
                self.resolve(&[&base[..], &path[index + skipped..]].concat(), depth + 1)
            };
            if let Some(import) = module.imports.iter().find(|import| import.name == *name) {
                // One that leads out of the crate concerns nobody.
                return follow(import, 1);
            }
            let mut everything = module.imports.iter().filter(|import| import.name == "*");
            let passed_on = everything.find_map(|import| {
                let base = self.absolute(module, &import.path, Some(import), 0)?;
                let (target, _) = self.resolve(&base, depth + 1)?;
                let target = &self.0[target];
                let has = target.items.contains(name) || target.children.contains_key(name);
                has.then(|| follow(import, 0))?
            });
            // A name that a macro makes is taken to be the module's own.
            return passed_on.or(Some((at, false)));
        }
        Some((at, true))
    }
}

/// Where a module's file may be.
fn candidates(parent: &str, name: &str, given: Option<&str>) -> Vec<String> {
    let (folder, file) = parent
        .rsplit_once('/')
        .map_or(("", parent), |(folder, file)| (folder, file));
    if let Some(given) = given {
        return vec![normal(&format!("{folder}/{given}"))];
    }
    let below = match file {
        "lib.rs" | "main.rs" | "mod.rs" => folder.to_owned(),
        file => normal(&format!("{folder}/{}", file.trim_end_matches(".rs"))),
    };
    vec![
        normal(&format!("{below}/{name}.rs")),
        normal(&format!("{below}/{name}/mod.rs")),
    ]
}

/// The path without `..` and without a slash at its beginning.
fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}
