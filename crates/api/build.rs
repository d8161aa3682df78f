//! Finds the built web pages, or writes a page that says how to build them, and tells the path to
//! the code that embeds them.

use std::path::{Path, PathBuf};
use std::{env, fs};

const PLACEHOLDER: &str = "<!doctype html>\n<html lang=\"zh-CN\">\n<head><meta charset=\"utf-8\"><title>督办</title></head>\n\
    <body><h1>督办 Duban</h1>\n<p>页面尚未构建:请运行 <code>cargo xtask run</code>。接口可用:<a href=\"/api/docs/\">/api/docs</a></p>\n\
    <p>The pages are not built yet: run <code>cargo xtask run</code>. The API works: <a href=\"/api/docs/\">/api/docs</a></p></body>\n</html>\n";

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
