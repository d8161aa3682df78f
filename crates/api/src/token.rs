//! Access tokens: short-lived, and they only say who and which session. What the person may do is
//! looked up on every request.

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::id::{SessionId, UserId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How long an access token lives.
pub(crate) const LIFE: TimeDelta = TimeDelta::minutes(15);

/// Makes and reads tokens, and fingerprints requests with the same key.
pub(crate) struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    pepper: [u8; 32],
}

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    sub: UserId,
    sid: SessionId,
    iat: i64,
    exp: i64,
}

impl Tokens {
    pub(crate) fn new(key: &[u8]) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        // The time is the application's business; the claim itself must be there.
        validation.validate_exp = false;
        validation.validate_aud = false;
        Self {
            encoding: EncodingKey::from_secret(key),
            decoding: DecodingKey::from_secret(key),
            validation,
            pepper: Sha256::new()
                .chain_update(b"duban request fingerprint")
                .chain_update(key)
                .finalize()
                .into(),
        }
    }

    /// A token for the session, or none when the crypto library refuses.
    pub(crate) fn make(&self, user: UserId, session: SessionId, now: DateTime<Utc>) -> Option<String> {
        let claims = Claims {
            sub: user,
            sid: session,
            iat: now.timestamp(),
            exp: (now + LIFE).timestamp(),
        };
        encode(&Header::new(Algorithm::HS256), &claims, &self.encoding).ok()
    }

    /// Whose token it is, if it is ours and has not run out.
    pub(crate) fn read(&self, token: &str, now: DateTime<Utc>) -> Option<(UserId, SessionId)> {
        let claims = decode::<Claims>(token, &self.decoding, &self.validation)
            .ok()?
            .claims;
        // One that was made in the future would live on when the clock is set back. Another process may be ahead by
        // some minutes.
        let made = now.timestamp() >= claims.iat - LIFE.num_seconds();
        (made && now.timestamp() < claims.exp).then_some((claims.sub, claims.sid))
    }

    /// A fingerprint that tells two requests apart and gives nothing away to who reads the database.
    pub(crate) fn fingerprint(&self, method: &str, target: &str, if_match: &str, body: &[u8]) -> String {
        let mut hash = Sha256::new();
        hash.update(self.pepper);
        for part in [method.as_bytes(), target.as_bytes(), if_match.as_bytes(), body] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hex::encode(hash.finalize())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_token_is_good_for_its_own_key_and_time() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let (user, session) = (UserId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)));
        let tokens = Tokens::new(&[7; 32]);
        let token = tokens.make(user, session, now).expect("a token");
        let cases = [
            ("fresh", tokens.read(&token, now), true),
            (
                "a second before the end",
                tokens.read(&token, now + LIFE - TimeDelta::seconds(1)),
                true,
            ),
            ("run out", tokens.read(&token, now + LIFE), false),
            (
                "another process is ahead",
                tokens.read(&token, now - TimeDelta::minutes(5)),
                true,
            ),
            (
                "the clock was set back",
                tokens.read(&token, now - TimeDelta::hours(1)),
                false,
            ),
            ("another key", Tokens::new(&[8; 32]).read(&token, now), false),
            ("tampered", tokens.read(&format!("{token}x"), now), false),
            ("nonsense", tokens.read("a.b.c", now), false),
        ];
        for (case, read, good) in cases {
            assert_eq!(read, good.then_some((user, session)), "{case}");
        }
        // {"alg":"none"} with the same claims
        let body = token.split('.').nth(1).expect("three parts");
        assert_eq!(tokens.read(&format!("eyJhbGciOiJub25lIn0.{body}."), now), None);
    }

    #[test]
    fn fingerprints_differ_with_every_part() {
        let tokens = Tokens::new(&[7; 32]);
        let base = tokens.fingerprint("POST", "/a", "", b"{}");
        assert_eq!(base, tokens.fingerprint("POST", "/a", "", b"{}"));
        for other in [
            tokens.fingerprint("PUT", "/a", "", b"{}"),
            tokens.fingerprint("POST", "/b", "", b"{}"),
            tokens.fingerprint("POST", "/a", "\"1\"", b"{}"),
            tokens.fingerprint("POST", "/a", "", b"{ }"),
            Tokens::new(&[8; 32]).fingerprint("POST", "/a", "", b"{}"),
        ] {
            assert_ne!(base, other);
        }
    }
}
