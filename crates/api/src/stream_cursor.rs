//! Encrypts the cursors of the live stream, because the numbers inside show how much happens in the region. A cursor can
//! be used only by the person it was given to.

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use duban_app::feed::Cursor;
use duban_core::id::UserId;
use sha2::{Digest, Sha256};

/// The processes of an installation share the key, so that a reader may resume at any of them.
pub(crate) struct CursorCipher {
    key: Option<RandomizedNonceKey>,
}

impl CursorCipher {
    pub(crate) fn new(key: &[u8]) -> Self {
        let own = Sha256::new()
            .chain_update(b"duban place in the stream")
            .chain_update(key)
            .finalize();
        Self {
            key: RandomizedNonceKey::new(&AES_256_GCM_SIV, &own).ok(),
        }
    }

    /// The encrypted cursor for this reader, or none when the crypto library refuses.
    pub(crate) fn encrypt(&self, reader: UserId, cursor: &Cursor) -> Option<String> {
        // Padded, so that the length tells nothing of the numbers.
        let text = cursor.to_string();
        let width = text.len().next_multiple_of(32);
        let mut sealed = format!("{text:width$}").into_bytes();
        let nonce = self
            .key
            .as_ref()?
            .seal_in_place_append_tag(Aad::from(reader.0.as_bytes()), &mut sealed)
            .ok()?;
        Some(hex::encode(nonce.as_ref()) + &hex::encode(sealed))
    }

    /// The cursor, if it was encrypted for this reader.
    pub(crate) fn decrypt(&self, reader: UserId, text: &str) -> Option<Cursor> {
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
        let cursors = CursorCipher::new(&[7; 32]);
        let (reader, other) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let mut lengths = Vec::new();
        for text in ["0.0", "7.1", "123456.98765", "12-34567.8"] {
            let cursor: Cursor = text.parse().expect("a cursor");
            let written = cursors.encrypt(reader, &cursor).expect("written");
            lengths.push(written.len());
            assert!(!written.contains('.') && !written.contains('-'), "{written}");
            assert_ne!(
                cursors.encrypt(reader, &cursor).expect("written"),
                written,
                "{text}"
            );
            assert_eq!(cursors.decrypt(reader, &written), Some(cursor), "{text}");
            for (case, read) in [
                ("another reader", cursors.decrypt(other, &written)),
                (
                    "another key",
                    CursorCipher::new(&[8; 32]).decrypt(reader, &written),
                ),
                ("cut", cursors.decrypt(reader, &written[2..])),
                ("in the clear", cursors.decrypt(reader, text)),
                ("nothing", cursors.decrypt(reader, "")),
            ] {
                assert_eq!(read, None, "{case}");
            }
        }
        assert!(lengths.iter().all(|length| *length == lengths[0]), "{lengths:?}");
    }
}
