//! A place in the live stream as its reader gets it: encrypted, because the numbers inside say how much happens in the
//! region, which is not for everybody to know. Only the person it was given to can come back with it.

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use duban_app::feed::Cursor;
use duban_core::id::UserId;
use sha2::{Digest, Sha256};

/// The processes of an installation share the key, so that a reader may resume at any of them.
pub(crate) struct Places {
    key: Option<RandomizedNonceKey>,
}

impl Places {
    pub(crate) fn new(key: &[u8]) -> Self {
        let own = Sha256::new()
            .chain_update(b"duban place in the stream")
            .chain_update(key)
            .finalize();
        Self {
            key: RandomizedNonceKey::new(&AES_256_GCM_SIV, &own).ok(),
        }
    }

    /// The place for this reader, or none when the crypto library refuses.
    pub(crate) fn write(&self, reader: UserId, place: &Cursor) -> Option<String> {
        // Padded, so that the length tells nothing of the numbers.
        let text = place.to_string();
        let width = text.len().next_multiple_of(32);
        let mut sealed = format!("{text:width$}").into_bytes();
        let nonce = self
            .key
            .as_ref()?
            .seal_in_place_append_tag(Aad::from(reader.0.as_bytes()), &mut sealed)
            .ok()?;
        Some(hex::encode(nonce.as_ref()) + &hex::encode(sealed))
    }

    /// The place that was given to this reader.
    pub(crate) fn read(&self, reader: UserId, text: &str) -> Option<Cursor> {
        let mut bytes = hex::decode(text).ok()?;
        let (nonce, sealed) = bytes.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let opened = self
            .key
            .as_ref()?
            .open_in_place(nonce, Aad::from(reader.0.as_bytes()), sealed)
            .ok()?;
        std::str::from_utf8(opened).ok()?.trim_end().parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_cursor_is_bound_to_its_reader_and_opaque() {
        let places = Places::new(&[7; 32]);
        let (reader, other) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let mut lengths = Vec::new();
        for text in ["0.0", "7.1", "123456.98765", "12-34567.8"] {
            let place: Cursor = text.parse().expect("a cursor");
            let written = places.write(reader, &place).expect("written");
            lengths.push(written.len());
            assert!(!written.contains('.') && !written.contains('-'), "{written}");
            assert_ne!(places.write(reader, &place).expect("written"), written, "{text}");
            assert_eq!(places.read(reader, &written), Some(place), "{text}");
            for (case, read) in [
                ("another reader", places.read(other, &written)),
                ("another key", Places::new(&[8; 32]).read(reader, &written)),
                ("cut", places.read(reader, &written[2..])),
                ("in the clear", places.read(reader, text)),
                ("nothing", places.read(reader, "")),
            ] {
                assert_eq!(read, None, "{case}");
            }
        }
        assert!(lengths.iter().all(|length| *length == lengths[0]), "{lengths:?}");
    }
}
