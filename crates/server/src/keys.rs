//! The keys: given in the settings, or made once and kept in the data folder for the owner alone.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::config::{Secret, Settings};

/// What this installation signs and seals with.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    pub(crate) jwt: Vec<u8>,
    pub(crate) audit: Vec<u8>,
}

impl Keys {
    pub(crate) fn load(settings: &Settings) -> Result<Self> {
        let folder = &settings.data_dir;
        Ok(Self {
            jwt: given_or_kept(settings.jwt_key.as_ref(), &folder.join("jwt.key"))?,
            audit: given_or_kept(settings.audit_key.as_ref(), &folder.join("audit.key"))?,
        })
    }
}

/// Makes the data folder, readable by its owner only.
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
    let mut fresh = [0_u8; 32];
    getrandom::fill(&mut fresh).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    // Whoever comes first makes it; everyone else reads it.
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
    {
        Ok(mut made) => {
            writeln!(made, "{}", hex::encode(fresh))?;
            made.sync_all()?;
            Ok(fresh.to_vec())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => read(file),
        Err(error) => Err(error).context("cannot be made"),
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
