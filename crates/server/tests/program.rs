//! The program itself, as it is started from a shell.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_program_prints_the_contract_that_is_kept() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi.json");
    let kept = fs::read_to_string(file).expect("openapi.json is in the top folder");
    let answer = Command::new(env!("CARGO_BIN_EXE_duban"))
        .arg("openapi")
        .output()
        .expect("to run the program");
    assert!(answer.status.success(), "{answer:?}");
    let printed = String::from_utf8(answer.stdout).expect("text");
    assert!(
        printed == kept,
        "openapi.json is stale: run cargo xtask check --fix"
    );
}
