//! The keys: given in the settings, or made once and kept in the data folder for the owner alone.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::config::{Secret, Settings};

const JWT: &str = "jwt.key";
const AUDIT: &str = "audit.key";

/// What this installation signs and seals with.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    pub(crate) jwt: Vec<u8>,
    pub(crate) audit: Vec<u8>,
}

impl Keys {
    /// `sealed`: the database holds events already, so that a new audit key would be a wrong one.
    pub(crate) fn load(settings: &Settings, sealed: bool) -> Result<Self> {
        let jwt = settings.data_dir.join(JWT);
        let audit = audit_file(settings);
        if sealed && settings.audit_key.is_none() && !audit.exists() {
            bail!(
                "the database holds events that were sealed with a key, and the key is not there: put {} back or set \
                 DUBAN_AUDIT_KEY; nothing was written",
                audit.display()
            );
        }
        Ok(Self {
            jwt: given_or_kept(settings.jwt_key.as_ref(), &jwt)?,
            audit: given_or_kept(settings.audit_key.as_ref(), &audit)?,
        })
    }

    /// For what neither signs nor seals.
    pub(crate) const fn none() -> Self {
        Self {
            jwt: Vec::new(),
            audit: Vec::new(),
        }
    }
}

/// Where the audit key comes from, to be named when it is the wrong one.
pub(crate) fn audit_origin(settings: &Settings) -> String {
    match settings.audit_key {
        Some(_) => "the setting audit_key (DUBAN_AUDIT_KEY)".to_owned(),
        None => format!("the key in {}", audit_file(settings).display()),
    }
}

/// Where an audit key that is not in the settings is kept.
pub(crate) fn audit_file(settings: &Settings) -> PathBuf {
    settings.data_dir.join(AUDIT)
}

/// Makes the data folder, readable by its owner only. One that was there and is open to others is left as it is: it
/// may be somebody's choice, and the files in it are closed.
pub(crate) fn data_folder(folder: &Path) -> Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("cannot make the data folder {}", folder.display()))
}

fn given_or_kept(given: Option<&Secret>, file: &Path) -> Result<Vec<u8>> {
    match given {
        Some(secret) => Ok(secret.0.clone()),
        None => kept(file).with_context(|| format!("the key in {}", file.display())),
    }
}

fn kept(file: &Path) -> Result<Vec<u8>> {
    if let Some(parent) = file.parent() {
        data_folder(parent)?;
    }
    if !file.exists() {
        make(file)?;
    }
    read(file)
}

/// Written beside its place and put there whole, so that nobody ever reads half of it and a crash leaves no
/// empty one. Whoever comes first makes it; everyone else reads it.
fn make(file: &Path) -> Result<()> {
    let random = || -> Result<[u8; 32]> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
        Ok(bytes)
    };
    let beside = file.with_extension(format!("new-{}", hex::encode(&random()?[..8])));
    let mut made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&beside)
        .context("cannot be made")?;
    let written = writeln!(made, "{}", hex::encode(random()?)).and_then(|()| made.sync_all());
    let placed = written.and_then(|()| fs::hard_link(&beside, file));
    fs::remove_file(&beside).context("cannot be put in its place")?;
    match placed {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error).context("cannot be made"),
        _ => Ok(()),
    }
}

fn read(file: &Path) -> Result<Vec<u8>> {
    let mode = fs::metadata(file)?.permissions().mode() & 0o777;
    ensure!(
        mode & 0o077 == 0,
        "can be read by others (mode {mode:o}); chmod 600 it"
    );
    let bytes = hex::decode(fs::read_to_string(file)?.trim()).unwrap_or_default();
    if bytes.len() < 32 {
        bail!("is shorter than 32 bytes or not hexadecimal");
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("deep/jwt.key");
        let first = kept(&file).expect("made");
        assert_eq!(first.len(), 32);
        assert_eq!(kept(&file).expect("read"), first);
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&file), 0o600);
        assert_eq!(mode(file.parent().expect("a parent")), 0o700);
    }

    #[test]
    fn concurrent_starts_get_the_same_key() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("audit.key");
        let keys: Vec<Vec<u8>> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| kept(&file).expect("a key")))
                .collect();
            threads
                .into_iter()
                .map(|thread| thread.join().expect("no panic"))
                .collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0] && key.len() == 32));
        let left = fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(left, 1, "nothing is left beside the key");
    }

    #[test]
    fn a_key_that_others_can_read_or_that_is_cut_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("audit.key");
        fs::write(&file, "ab".repeat(32)).expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("set");
        assert!(
            kept(&file)
                .expect_err("open to all")
                .to_string()
                .contains("chmod 600")
        );
        fs::write(&file, "abcd").expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("set");
        assert!(
            kept(&file)
                .expect_err("too short")
                .to_string()
                .contains("32 bytes")
        );
    }
}
