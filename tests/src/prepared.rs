//! The demonstration county, loaded once for the whole test program and copied for every server that begins with it.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::cluster::Cluster;
use crate::database::Database;

/// What lies in the data folder of a county that nobody serves, and its database.
struct Prepared {
    files: Vec<(OsString, Vec<u8>)>,
    database: Database,
}

/// Lays the county into an empty data folder.
pub(crate) async fn demo(data: &Path) -> Database {
    static PREPARED: OnceCell<Prepared> = OnceCell::const_new();
    let prepared = PREPARED.get_or_init(load).await;
    for (name, bytes) in &prepared.files {
        // The server takes no key that others could read.
        let mut options = OpenOptions::new();
        let options = options.write(true).create_new(true).mode(0o600);
        let mut copy = options.open(data.join(name)).expect("a new file");
        copy.write_all(bytes).expect("written");
    }
    prepared.database.copy(data).await
}

async fn load() -> Prepared {
    let data = TempDir::with_prefix("duban-prepared-").expect("a temporary folder");
    let database = Database::create(data.path()).await;
    Cluster::on(data.path().to_path_buf(), database.clone()).must(&["demo"]);
    let entries = fs::read_dir(data.path()).expect("its folder");
    let files = entries.map(|entry| {
        let entry = entry.expect("a file");
        (entry.file_name(), fs::read(entry.path()).expect("a file"))
    });
    Prepared {
        files: files.collect(),
        database,
    }
}
