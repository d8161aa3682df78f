//! Finds the built web pages, or writes a page that says how to build them, and tells the path to
//! the code that embeds them.

use std::path::{Path, PathBuf};
use std::{env, fs};

const PLACEHOLDER: &str = include_str!("placeholder.html");

fn main() {
    let web = Path::new("../../web/dist");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../../web/dist");
    let folder = match web.canonicalize() {
        Ok(built) if built.join("index.html").is_file() => built,
        _ => placeholder(),
    };
    println!("cargo:rustc-env=DUBAN_WEB_DIR={}", folder.display());
}

fn placeholder() -> PathBuf {
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("web");
    if let Err(error) =
        fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join("index.html"), PLACEHOLDER))
    {
        println!("cargo:warning=cannot write the placeholder page: {error}");
    }
    folder
}
