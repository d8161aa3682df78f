//! Distrust of an upload: it is opened only when it is an `.xlsx` of bearable size without macros.
//! Sizes are what unpacking really gives, never what the file's headers say.

use std::collections::HashMap;
use std::io::{Cursor, Read, copy, sink};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Error, Result};

/// Bytes of an upload at most.
const MAX_FILE: usize = 5 * 1024 * 1024;
/// Files inside at most.
const MAX_PARTS: usize = 200;
/// Bytes of all of them unpacked at most.
const MAX_UNPACKED: u64 = 50 * 1024 * 1024;

/// The compound file that holds old `.xls` workbooks and encrypted new ones.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The parts of a file that has been measured.
pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Place by lower-case name: office programs do not agree on case.
    places: HashMap<String, usize>,
}

impl Parts<'_> {
    /// The text of a part, by its name in lower case.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>> {
        let Some(place) = self.places.get(name) else {
            return Ok(None);
        };
        let part = self.archive.by_index(*place).map_err(refusal)?;
        let mut text = String::new();
        part.take(MAX_UNPACKED)
            .read_to_string(&mut text)
            .map_err(|_| Error::Damaged)?;
        Ok(Some(text))
    }
}

/// Refuses whatever is no plain workbook, with a code that says what to do.
pub(super) fn open(bytes: &[u8]) -> Result<Parts<'_>> {
    if bytes.len() > MAX_FILE {
        return Err(Error::TooLarge);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(if holds_encrypted_package(bytes) {
            Error::Encrypted
        } else {
            Error::OldXls
        });
    }
    if !bytes.starts_with(b"PK") {
        return Err(Error::NotXlsx);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refusal)?;
    if archive.len() > MAX_PARTS {
        return Err(Error::TooManyParts);
    }
    let mut places = HashMap::new();
    let mut left = MAX_UNPACKED;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(refusal)?;
        let name = part
            .name()
            .map_err(refusal)?
            .replace('\\', "/")
            .to_ascii_lowercase();
        if name.ends_with("vbaproject.bin") || name.contains("/macrosheets/") {
            return Err(Error::Macros);
        }
        let unpacked = copy(&mut part.take(left + 1), &mut sink()).map_err(|_| Error::Damaged)?;
        left = left.checked_sub(unpacked).ok_or(Error::ExpandsTooMuch)?;
        if places.insert(name, place).is_some() {
            return Err(Error::Damaged);
        }
    }
    if !places.contains_key("xl/workbook.xml") {
        return Err(Error::NotXlsx);
    }
    Ok(Parts { archive, places })
}

fn refusal(error: ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Error::Encrypted,
        _ => Error::Damaged,
    }
}

fn holds_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.windows(name.len()).any(|window| window == name)
}
