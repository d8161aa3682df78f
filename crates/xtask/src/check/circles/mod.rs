//! Files of different folders of one crate do not import each other, neither directly nor through third ones. `lib.rs`
//! and `main.rs` are left out: they put the crate together, so they know everything and everything may know them.

mod graph;
mod modules;

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use super::sources::{self, Sources};
use crate::progress::Progress;

/// Folders that still import each other. The list only shrinks: a pair that is gone is a fault as well.
const STILL_CIRCULAR: &[(&str, &str, &str)] = &[
    ("crates/app", "event", "event/verify"),
    ("crates/app", "region", "src"),
    ("crates/app", "session", "session/attempts"),
];

pub(crate) fn check(_: &Progress) -> Result<()> {
    let mut faults = Vec::new();
    for (name, sources) in sources::of_crates()? {
        let known = STILL_CIRCULAR.iter().filter(|(of, _, _)| *of == name);
        let known = known.map(|(_, one, other)| ((*one).to_owned(), (*other).to_owned()));
        faults.extend(faults_of(&name, &sources, &known.collect()));
    }
    if !faults.is_empty() {
        bail!("\n  {}", faults.join("\n  "));
    }
    Ok(())
}

/// Circles that are not known, and known ones that are gone.
fn faults_of(name: &str, sources: &Sources, known: &BTreeSet<(String, String)>) -> Vec<String> {
    let imports = modules::imports(sources);
    let found = graph::circles(&imports, |file| folder_of(file, sources));
    let mut faults: Vec<String> = found
        .iter()
        .filter(|(pair, _)| !known.contains(pair))
        .map(|((one, other), way)| {
            format!("{name}: {one} and {other} import each other: {}", way.join(" → "))
        })
        .collect();
    let gone = known.iter().filter(|pair| !found.contains_key(pair));
    faults.extend(gone.map(|(one, other)| {
        format!("{name}: {one} and {other} are circular no more: take them out of STILL_CIRCULAR")
    }));
    faults
}

/// The folder that a file belongs to; `matter.rs` beside `matter/` belongs to the latter, the top folder is `src`.
fn folder_of(file: &str, sources: &Sources) -> String {
    let own = file.trim_end_matches(".rs");
    if sources
        .keys()
        .any(|other| other.strip_prefix(own).is_some_and(|rest| rest.starts_with('/')))
    {
        return own.to_owned();
    }
    match file.rsplit_once('/') {
        Some((folder, _)) => folder.to_owned(),
        None => "src".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(files: &[(&str, &str)], known: &[(&str, &str)]) -> Vec<String> {
        let sources = files
            .iter()
            .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()));
        let known = known
            .iter()
            .map(|(one, other)| ((*one).to_owned(), (*other).to_owned()));
        faults_of("x", &sources.collect(), &known.collect())
    }

    /// The crate's root, a folder `a` and a folder `b` of two files each.
    fn with(a: &str, a_inner: &str, b: &str, b_inner: &str) -> Vec<String> {
        faults(
            &[
                ("lib.rs", "mod a; mod b; pub struct Root;"),
                (
                    "a/mod.rs",
                    &format!("mod inner; pub use inner::Inner; pub struct A; {a}"),
                ),
                ("a/inner.rs", &format!("pub struct Inner; {a_inner}")),
                ("b/mod.rs", &format!("pub(crate) mod inner; pub struct B; {b}")),
                ("b/inner.rs", &format!("pub struct Inner; {b_inner}")),
            ],
            &[],
        )
    }

    #[test]
    fn circle_between_folders_is_a_fault() {
        let to_b = "use crate::b::B;";
        for (case, back) in [
            ("import", "use crate::a::A;"),
            ("import from above", "use super::a::A;"),
            ("group", "use crate::{Root, a::{self, A}};"),
            ("path", "fn f(_: crate::a::A) {}"),
            (
                "path through an imported module",
                "use crate::a; fn f(_: a::A) {}",
            ),
            ("in a macro", "fn f() { print!(\"{}\", crate::a::A::new()) }"),
            ("in a function", "fn f() { use crate::a::A; }"),
            ("everything", "use crate::a::*;"),
        ] {
            let found = with(to_b, "", back, "");
            assert_eq!(found.len(), 1, "{case}: {found:?}");
            assert!(
                found[0].contains("a/mod.rs → b/mod.rs → a/mod.rs"),
                "{case}: {found:?}"
            );
        }
        let round = with(to_b, "use super::A;", "use inner::Inner;", "use crate::a::Inner;");
        assert!(round.len() == 1 && round[0].contains("a and b"), "{round:?}");
    }

    #[test]
    fn circle_through_third_files_is_a_fault() {
        let found = faults(
            &[
                ("lib.rs", "mod a; mod b; mod c;"),
                ("a/mod.rs", "use crate::b::B; pub struct A;"),
                ("b/mod.rs", "pub struct B(crate::c::C);"),
                ("c.rs", "use crate::a::A; pub struct C;"),
            ],
            &[],
        );
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].contains("a and b import each other: a/mod.rs → b/mod.rs → c.rs → a/mod.rs"));
    }

    #[test]
    fn what_is_no_circle_is_no_fault() {
        let none: Vec<String> = Vec::new();
        let to_b = "use crate::b::B;";
        assert_eq!(with(to_b, "", "", ""), none, "one way");
        assert_eq!(
            with("use inner::Inner as I;", "use super::A;", "", ""),
            none,
            "within a folder"
        );
        assert_eq!(with(to_b, "", "use crate::Root;", ""), none, "the crate's root");
        assert_eq!(with(to_b, "", "// use crate::a::A;", ""), none, "a comment");
        assert_eq!(
            with(to_b, "", "const T: &str = \"crate::a::A\";", ""),
            none,
            "a text"
        );
        let in_tests = "#[cfg(test)] mod tests { use crate::a::A; } #[cfg(test)] use crate::a::A;";
        assert_eq!(with(to_b, "", in_tests, ""), none, "tests");
        assert_eq!(
            with(to_b, "", "use crate::a::Inner;", ""),
            none,
            "what a folder passes on is its file's"
        );
        assert_eq!(
            with(to_b, "", "use other::a::A; fn f(_: a::A) {}", ""),
            none,
            "another crate"
        );
    }

    #[test]
    fn known_circle_is_no_fault_until_it_is_gone() {
        let files = |back: &'static str| {
            [
                ("lib.rs", "mod a; mod b;"),
                ("a/mod.rs", "use crate::b::B; pub struct A;"),
                ("b/mod.rs", back),
            ]
        };
        let known = &[("a", "b")];
        assert!(faults(&files("use crate::a::A; pub struct B;"), known).is_empty());
        let gone = faults(&files("pub struct B;"), known);
        assert!(
            gone.len() == 1 && gone[0].contains("circular no more"),
            "{gone:?}"
        );
    }

    #[test]
    fn file_beside_its_folder_belongs_to_it() {
        let sources = [("lib.rs", ""), ("a.rs", ""), ("a/b.rs", ""), ("ab.rs", "")];
        let sources = sources.map(|(file, text)| (file.to_owned(), text.to_owned()));
        let sources = Sources::from(sources);
        for (file, folder) in [
            ("a.rs", "a"),
            ("a/b.rs", "a"),
            ("ab.rs", "src"),
            ("lib.rs", "src"),
        ] {
            assert_eq!(folder_of(file, &sources), folder, "{file}");
        }
    }
}
