//! The baseline must give the product's answers and leave its rows behind: else the ratios compare different work, and
//! a new field of a matter would be noticed at the next measurement only.

use std::process::Command;

#[test]
fn both_sides_answer_the_same_and_write_the_same_rows() {
    let dir = tempfile::tempdir().expect("a folder");
    // Enough matters for a full page of every department; no round is timed. Runs on PostgreSQL as well where
    // DUBAN_TEST_DATABASE_URL names a server.
    let run = Command::new(env!("CARGO_BIN_EXE_duban-bench"))
        .args(["--rounds", "0", "--lists", "8", "--creations", "8"])
        .args(["--steps", "30", "--matters", "4000", "--dir"])
        .arg(dir.path())
        .output()
        .expect("the measurements start");
    let (out, err) = (
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr),
    );
    assert!(run.status.success(), "{out}\n{err}");
    assert!(out.contains("SQLite 3."), "nothing was compared: {out}");
    if std::env::var("DUBAN_TEST_ENGINE").is_ok_and(|engine| engine == "postgres") {
        assert!(!out.contains("left out"), "nothing was compared there: {out}");
    }
}
