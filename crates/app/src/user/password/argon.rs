//! The hash itself: argon2id over memory that is used again.
//!
//! One hash works on 19 MiB. Taken from the allocator for each sign-in they stay with the process, because what one
//! thread has freed is kept for that thread; so a fixed number of sets is kept here and lent out.

use std::sync::{LazyLock, Mutex, PoisonError};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};

use crate::error::{AppError, AppResult};

/// Stands in for the hash of somebody who does not exist, so that the answer takes as long. Nobody knows a password
/// for it: its result is a row of zeros.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IHdvcmtzIGhlcmU$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The memory of this process.
static MEMORY: LazyLock<Memory> = LazyLock::new(|| Memory::keeping(at_once()));

/// How many hashes run at once: more than there are processors would only take memory.
pub(crate) fn at_once() -> usize {
    std::thread::available_parallelism()
        .map_or(1, usize::from)
        .clamp(1, 4)
}

/// The argon2id hash of a password, as a PHC string with its own salt.
pub(crate) fn hash(password: &str) -> AppResult<String> {
    MEMORY.hash(password)
}

/// Whether the password belongs to the hash. Without a hash it takes as long and says no.
pub(crate) fn verify(password: &str, hash: Option<&str>) -> AppResult<bool> {
    let right = MEMORY.verify(password, hash.unwrap_or(NOBODY))?;
    Ok(right && hash.is_some())
}

/// Sets of blocks, each for one hash at a time.
struct Memory {
    idle: Mutex<Vec<Vec<Block>>>,
    most: usize,
}

impl Memory {
    const fn keeping(most: usize) -> Self {
        Self {
            idle: Mutex::new(Vec::new()),
            most,
        }
    }

    fn hash(&self, password: &str) -> AppResult<String> {
        let params = Params::default();
        let (algorithm, version) = (Algorithm::default(), Version::default());
        let salt = Salt::generate();
        let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let output = self.output(
            &Argon2::new(algorithm, version, params.clone()),
            password,
            &salt,
            length,
        )?;
        let hash = PasswordHash {
            algorithm: algorithm.ident(),
            version: Some(version.into()),
            params: ParamsString::try_from(&params).map_err(|error| failed(&error))?,
            salt: Some(salt),
            hash: Some(output),
        };
        Ok(hash.to_string())
    }

    /// The parameters are those that the hash was made with. Outputs compare in constant time.
    fn verify(&self, password: &str, hash: &str) -> AppResult<bool> {
        let corrupt = |error: &dyn std::fmt::Display| AppError::Corrupt(format!("password hash: {error}"));
        let parsed = PasswordHash::new(hash).map_err(|error| corrupt(&error))?;
        let (Some(salt), Some(expected)) = (parsed.salt, parsed.hash) else {
            return Err(corrupt(&"no salt or no output"));
        };
        let algorithm = Algorithm::try_from(parsed.algorithm.as_str()).map_err(|error| corrupt(&error))?;
        let version = parsed.version.map(Version::try_from).transpose();
        let version = version.map_err(|error| corrupt(&error))?.unwrap_or_default();
        let params = Params::try_from(&parsed).map_err(|error| corrupt(&error))?;
        let argon = Argon2::new(algorithm, version, params);
        let found = self.output(&argon, password, &salt, expected.len())?;
        Ok(found == expected)
    }

    fn output(&self, argon: &Argon2<'_>, password: &str, salt: &[u8], length: usize) -> AppResult<Output> {
        let mut blocks = self.take(argon.params().block_count());
        let mut bytes = [0_u8; Output::MAX_LENGTH];
        let bytes = bytes
            .get_mut(..length)
            .ok_or_else(|| failed(&"the output is too long"))?;
        let done = argon.hash_password_into_with_memory(password.as_bytes(), salt, bytes, &mut blocks);
        self.give_back(blocks);
        done.map_err(|error| failed(&error))?;
        Output::new(bytes).map_err(|error| failed(&error))
    }

    fn take(&self, blocks: usize) -> Vec<Block> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut set = idle.unwrap_or_default();
        if set.len() < blocks {
            set.reserve_exact(blocks - set.len());
            set.resize(blocks, Block::new());
        }
        set
    }

    fn give_back(&self, set: Vec<Block>) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < self.most {
            idle.push(set);
        }
    }
}

fn failed(error: &dyn std::fmt::Display) -> AppError {
    AppError::Internal(format!("password hashing: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashing_memory_is_reused() {
        let memory = Memory::keeping(1);
        let hash = memory.hash("Correct-Horse-9").expect("a hash");
        let first = memory.idle.lock().expect("idle")[0].as_ptr();
        for (password, right) in [("Correct-Horse-9", true), ("Correct-Horse-8", false), ("", false)] {
            assert_eq!(
                memory.verify(password, &hash).expect("judged"),
                right,
                "{password}"
            );
        }
        // Two at once: one set is kept.
        let (one, two) = (memory.take(8), memory.take(8));
        memory.give_back(one);
        memory.give_back(two);
        let idle = memory.idle.lock().expect("idle");
        assert_eq!((idle.len(), idle[0].as_ptr()), (1, first));
    }

    #[test]
    fn a_hash_keeps_the_parameters_it_was_made_with() {
        use argon2::password_hash::PasswordHasher;
        let memory = Memory::keeping(1);
        let mut made = Vec::new();
        for (m, t, p) in [(8, 1, 1), (64, 3, 2), (19_456, 2, 1)] {
            let params = Params::new(m, t, p, None).expect("parameters");
            let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            made.push(
                argon
                    .hash_password(b"Correct-Horse-9")
                    .expect("a hash")
                    .to_string(),
            );
        }
        for hash in made {
            assert!(memory.verify("Correct-Horse-9", &hash).expect("judged"), "{hash}");
            assert!(
                !memory.verify("Correct-Horse-8", &hash).expect("judged"),
                "{hash}"
            );
        }
        for broken in ["", "$argon2id$v=19$m=8,t=1,p=1", "$md5$abc"] {
            assert!(
                matches!(memory.verify("x", broken), Err(AppError::Corrupt(_))),
                "{broken}"
            );
        }
    }

    #[test]
    fn an_unknown_account_never_verifies() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(!verify("nobody works here", None).expect("judged"));
    }
}
