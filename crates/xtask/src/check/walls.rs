//! The manifests are the walls: which crates may know what.

use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::tools::{cargo, output_of};

struct Wall {
    package: &'static str,
    /// How `cargo tree` walks: everything that is linked, or only what the manifest names.
    reach: &'static [&'static str],
    banned: &'static [&'static str],
}

/// Everything of ours, for rooms that know none of it.
const OURS: &[&str] = &[
    "duban",
    "duban-api",
    "duban-app",
    "duban-bench",
    "duban-core",
    "duban-ledger",
    "duban-migrations",
    "duban-spreadsheet",
    "duban-tests",
    "duban-worker",
];

const WALLS: [Wall; 8] = [
    Wall {
        package: "duban-core",
        reach: &["--edges", "normal,build"],
        banned: &[
            "tokio",
            "sea-orm",
            "sqlx",
            "axum",
            "reqwest",
            "duban-spreadsheet",
            "duban-app",
        ],
    },
    // Cells, whatever they mean.
    Wall {
        package: "duban-spreadsheet",
        reach: &["--edges", "normal,build"],
        banned: &[
            "tokio",
            "sea-orm",
            "sqlx",
            "axum",
            "reqwest",
            "duban-core",
            "duban-ledger",
            "duban-app",
        ],
    },
    // Text in, meaning out: of core it needs the words and how a text is cleaned.
    Wall {
        package: "duban-ledger",
        reach: &["--edges", "normal,build"],
        banned: &[
            "tokio",
            "sea-orm",
            "sqlx",
            "axum",
            "reqwest",
            "quick-xml",
            "zip",
            "duban-spreadsheet",
            "duban-app",
        ],
    },
    Wall {
        package: "duban-app",
        reach: &["--edges", "all", "--depth", "1"],
        banned: &["axum", "quick-xml", "zip", "duban-api", "duban-worker", "duban"],
    },
    // Its tests migrate a database of their own; the product's API never does.
    Wall {
        package: "duban-api",
        reach: &["--edges", "normal,build", "--depth", "1"],
        banned: &[
            "sea-orm",
            "sea-orm-migration",
            "sqlx",
            "duban-worker",
            "duban-migrations",
            "duban",
        ],
    },
    // The same holds for the tests of its jobs.
    Wall {
        package: "duban-worker",
        reach: &["--edges", "normal,build", "--depth", "1"],
        banned: &[
            "sea-orm",
            "sea-orm-migration",
            "sqlx",
            "axum",
            "duban-api",
            "duban-migrations",
            "duban",
        ],
    },
    // History is frozen: what it says must not change with the code of today.
    Wall {
        package: "duban-migrations",
        reach: &["--edges", "all", "--depth", "1"],
        banned: OURS,
    },
    Wall {
        package: "xtask",
        reach: &["--edges", "all", "--depth", "1"],
        banned: OURS,
    },
];

pub(crate) fn check(_: &Progress) -> Result<()> {
    let mut broken = Vec::new();
    for wall in &WALLS {
        let mut tree = cargo(["tree", "--quiet", "--prefix", "none", "--no-dedupe", "--package"]);
        let printed = output_of(tree.arg(wall.package).args(wall.reach))
            .with_context(|| format!("cargo tree failed for {}", wall.package))?;
        broken.extend(breaches(wall, &printed));
    }
    if !broken.is_empty() {
        bail!("\n  {}", broken.join("\n  "));
    }
    Ok(())
}

/// The first line of the tree is the package itself; each further line begins with a package's name.
fn breaches(wall: &Wall, tree: &str) -> Vec<String> {
    let known = tree
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().next());
    let mut found: Vec<_> = known.filter(|name| wall.banned.contains(name)).collect();
    found.sort_unstable();
    found.dedup();
    found
        .into_iter()
        .map(|name| format!("{} must not know {name}", wall.package))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall_of(package: &str) -> &'static Wall {
        let mut walls = WALLS.iter();
        walls.find(|wall| wall.package == package).expect("a wall")
    }

    #[test]
    fn a_banned_package_is_named_once() {
        let wall = wall_of("duban-api");
        let tree =
            "duban-api v0.1.0 (/x)\naxum v0.8.9\nsea-orm v2.0.4\nsea-orm v2.0.4 (*)\nsea-orm-cli v2.0.4\n";
        assert_eq!(breaches(wall, tree), ["duban-api must not know sea-orm"]);
        assert!(breaches(wall, "duban-api v0.1.0\naxum v0.8.9\n").is_empty());
        let ours = "xtask v0.1.0 (/x)\nanyhow feature \"default\"\nduban-core feature \"default\"\n";
        assert_eq!(
            breaches(wall_of("xtask"), ours),
            ["xtask must not know duban-core"]
        );
    }
}
