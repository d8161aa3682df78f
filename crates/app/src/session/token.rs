//! The refresh token: `<session id>.<secret>`. Only its hash is stored. The next secret is made out
//! of the present one with a key that is kept outside the database, so that browser tabs that renew
//! at the same moment are all given the same successor.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use duban_core::id::SessionId;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::error::{AppError, AppResult};

/// A first token for a new session.
pub(super) fn generate(session: SessionId) -> AppResult<String> {
    let mut secret = [0_u8; 32];
    getrandom::fill(&mut secret)
        .map_err(|error| AppError::Internal(format!("no random numbers: {error}")))?;
    Ok(write(session, &secret))
}

/// The token that follows the given one.
pub(super) fn successor(key: &[u8], session: SessionId, token: &str) -> String {
    // A key of its own, so that nothing made here says anything about the seals of the chain.
    let key = seal(key, b"duban key for refresh tokens");
    write(session, &seal(&key, token.as_bytes()))
}

pub(super) fn seal(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut mac = mac(key);
    mac.update(text);
    mac.finalize().into_bytes().into()
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
pub(super) fn mac(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("any length")
}

/// Which session the token claims to belong to.
pub(super) fn session(token: &str) -> Option<SessionId> {
    let (id, secret) = token.split_once('.')?;
    (secret.len() == 43).then(|| id.parse().ok()).flatten()
}

/// What is stored of a token.
pub(super) fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

fn write(session: SessionId, secret: &[u8]) -> String {
    format!("{}.{}", session.0.simple(), URL_SAFE_NO_PAD.encode(secret))
}
