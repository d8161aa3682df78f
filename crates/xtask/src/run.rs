//! `cargo xtask run`: from a clone to the page in the browser.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;

use crate::executable;
use crate::progress::{Progress, cannot_start};
use crate::tools::{cargo, root, without_settings};
use crate::web;

#[derive(Args)]
pub(crate) struct Options {
    /// Throw away the demo data of earlier runs first.
    #[arg(long)]
    fresh: bool,
    /// Load only the county, without the ledger and its two months of work.
    #[arg(long)]
    empty: bool,
    /// The address to serve on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The folder of the database and the keys.
    #[arg(long, default_value = "data")]
    data_dir: String,
}

/// Builds what has changed and then becomes the server, so that Ctrl-C reaches it directly.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let progress = Progress::start();
    require_free(options.listen)?;
    let data_dir = root().join(&options.data_dir);
    if options.fresh {
        discard(&progress, &data_dir)?;
    }
    web::build(&progress)?;
    let server = executable::build(
        &progress,
        "server: cargo build (the first time takes some minutes)",
        &mut cargo(["build", "--package", "duban"]),
        "duban",
    )?;
    progress.say("starting the server; Ctrl-C ends it");
    let mut server = Command::new(server);
    without_settings(&mut server);
    server.current_dir(root()).args(arguments(options));
    Err(anyhow!(server.exec()).context(cannot_start(&server)))
}

fn arguments(options: &Options) -> Vec<String> {
    let mut arguments = vec!["serve".to_owned(), "--demo".to_owned()];
    if !options.empty {
        arguments.push("--played".to_owned());
    }
    arguments.extend(["--data-dir".to_owned(), options.data_dir.clone()]);
    arguments.extend(["--listen".to_owned(), options.listen.to_string()]);
    arguments
}

/// Found out before minutes are spent on building.
fn require_free(address: SocketAddr) -> Result<()> {
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "{address} is taken by another program. Stop it, or run beside it with an address and data of your own: \
             cargo xtask run --listen 127.0.0.1:{} --data-dir data-2",
            if address.port() == 8090 { 8091 } else { 8090 }
        ),
        Err(error) => Err(error).with_context(|| format!("cannot listen on {address}")),
    }
}

/// What the server keeps in its folder. Nothing else is ever removed.
const OURS: [&str; 6] = [
    "duban.db",
    "duban.db-wal",
    "duban.db-shm",
    LOCK,
    "jwt.key",
    "audit.key",
];
/// Locked by the server that runs there.
const LOCK: &str = "duban.db.lock";
/// Keys that were being written when a server was killed.
const HALF_MADE: [&str; 2] = ["jwt.new-", "audit.new-"];

fn discard(progress: &Progress, data_dir: &Path) -> Result<()> {
    let entries = match fs::read_dir(data_dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("cannot look into {}", data_dir.display())),
    };
    let mut files = Vec::new();
    for entry in entries {
        let name = entry?.file_name();
        let text = name.to_string_lossy();
        if !OURS.contains(&&*text) && !HALF_MADE.iter().any(|prefix| text.starts_with(prefix)) {
            bail!(
                "{} holds {text}, which is not the demo's; --fresh removes nothing there",
                data_dir.display()
            );
        }
        files.push(data_dir.join(&name));
    }
    // Held until the folder is gone, so that no server starts in it meanwhile.
    let _alone = lock(data_dir)?;
    progress.say(&format!("removing the demo data in {}", data_dir.display()));
    for file in files {
        fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
    }
    fs::remove_dir(data_dir).with_context(|| format!("cannot remove {}", data_dir.display()))
}

/// None where no server ever ran.
fn lock(data_dir: &Path) -> Result<Option<File>> {
    let file = match File::open(data_dir.join(LOCK)) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot look into {}", data_dir.display())),
    };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => bail!(
            "a server works on {}; stop it first: --fresh would remove its data",
            data_dir.display()
        ),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", data_dir.display()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(empty: bool) -> Options {
        Options {
            fresh: false,
            empty,
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data_dir: "data".to_owned(),
        }
    }

    #[test]
    fn the_played_county_is_the_default() {
        let played = arguments(&options(false)).join(" ");
        assert_eq!(
            played,
            "serve --demo --played --data-dir data --listen 127.0.0.1:8080"
        );
        let empty = arguments(&options(true)).join(" ");
        assert_eq!(empty, "serve --demo --data-dir data --listen 127.0.0.1:8080");
    }

    #[test]
    fn fresh_removes_the_demo_and_nothing_of_anybody_else() {
        let folder = std::env::temp_dir().join(format!("duban-fresh-{}", std::process::id()));
        let data = folder.join("data");
        fs::create_dir_all(&data).expect("a folder");
        fs::write(folder.join("thesis.txt"), "years").expect("written");
        for name in ["duban.db", "audit.key", "jwt.new-0a1b"] {
            fs::write(data.join(name), "x").expect("written");
        }
        let progress = Progress::start();
        let refusal = discard(&progress, &folder).expect_err("not ours").to_string();
        assert!(
            refusal.contains("data") || refusal.contains("thesis.txt"),
            "{refusal}"
        );
        assert!(folder.join("thesis.txt").exists() && data.join("audit.key").exists());
        let server = File::create(data.join(LOCK)).expect("written");
        server.try_lock().expect("nobody's");
        let refusal = discard(&progress, &data).expect_err("in use").to_string();
        assert!(refusal.contains("a server works on") && data.join("audit.key").exists());
        drop(server);
        discard(&progress, &data).expect("ours");
        assert!(!data.exists());
        discard(&progress, &data).expect("nothing to do");
        fs::remove_dir_all(&folder).expect("our own folder");
    }

    #[test]
    fn a_taken_address_is_named_with_a_way_out() {
        let holder = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = holder.local_addr().expect("its address");
        let refusal = require_free(address).expect_err("taken").to_string();
        assert!(
            refusal.contains(&address.to_string())
                && refusal.contains("--listen 127.0.0.1:8090 --data-dir data-2"),
            "{refusal}"
        );
        drop(holder);
        require_free(address).expect("free again");
    }
}
