//! Passwords: argon2id hashes and what counts as strong enough.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::error::{AppError, AppResult};

/// Characters that a password has at least (customary for GB/T 22239-2019 level 2: ≥ 8).
pub const MIN_LENGTH: usize = 10;
/// Characters that a password has at most, so that hashing stays cheap.
pub const MAX_LENGTH: usize = 128;
/// Classes out of lower case, upper case, digits and everything else.
const CLASSES: usize = 3;

/// Each hash takes 19 MiB; a crowd at the door must not take the machine's memory.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// Stands in for the hash of somebody who does not exist, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// The argon2id hash of a password, as a PHC string with its own salt.
pub async fn hash(password: &str) -> AppResult<String> {
    let password = password.to_owned();
    in_turn(&AT_ONCE, move || hash_now(&password)).await
}

/// Whether the password belongs to the hash. Without a hash it takes as long and says no.
pub async fn verify(password: &str, hash: Option<&str>) -> AppResult<bool> {
    let password = password.to_owned();
    let hash = hash.map(ToOwned::to_owned);
    in_turn(&AT_ONCE, move || {
        let expected = hash.as_deref().unwrap_or(&NOBODY);
        let parsed = PasswordHash::new(expected)
            .map_err(|error| AppError::Corrupt(format!("password hash: {error}")))?;
        let right = Argon2::default()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok();
        Ok(right && hash.is_some())
    })
    .await
}

/// Refuses a password that is too short, too long, of fewer than three classes of characters, or
/// holds the user name; `field` names it in the answer.
pub fn check_strength(field: &str, username: &str, password: &str) -> AppResult<()> {
    let length = password.chars().count();
    if length < MIN_LENGTH {
        return Err(AppError::invalid_with(field, "too_short", MIN_LENGTH));
    }
    if length > MAX_LENGTH {
        return Err(AppError::invalid_with(field, "too_long", MAX_LENGTH));
    }
    let classes: [fn(char) -> bool; 4] = [
        |c| c.is_lowercase(),
        |c| c.is_uppercase(),
        |c| c.is_ascii_digit(),
        |c| !c.is_lowercase() && !c.is_uppercase() && !c.is_ascii_digit(),
    ];
    let used = classes.iter().filter(|class| password.chars().any(class)).count();
    let named = username.len() > 3 && password.to_lowercase().contains(&username.to_lowercase());
    if used < CLASSES || named {
        return Err(AppError::invalid(field, "weak_password"));
    }
    Ok(())
}

/// The work goes on when its caller hangs up, and so its turn ends with the work.
async fn in_turn<T: Send + 'static>(
    turns: &'static Semaphore,
    work: impl FnOnce() -> AppResult<T> + Send + 'static,
) -> AppResult<T> {
    let turn = turns
        .acquire()
        .await
        .map_err(|_| AppError::Internal("password hashing has ended".to_owned()))?;
    spawn_blocking(move || {
        let _turn = turn;
        work()
    })
    .await
    .map_err(|error| AppError::Internal(format!("password hashing: {error}")))?
}

fn hash_now(password: &str) -> AppResult<String> {
    let hash: PasswordHash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|error| AppError::Internal(format!("password hashing: {error}")))?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[tokio::test]
    async fn who_hangs_up_keeps_the_turn_until_the_work_is_done() {
        static ONE: Semaphore = Semaphore::const_new(1);
        let (begun, begins) = tokio::sync::oneshot::channel();
        let (go_on, goes_on) = channel::<()>();
        let caller = tokio::spawn(in_turn(&ONE, move || {
            begun.send(()).expect("the test waits");
            goes_on.recv().expect("the test says when");
            Ok(())
        }));
        begins.await.expect("it begins");
        caller.abort();
        assert!(caller.await.expect_err("cut off").is_cancelled());
        assert_eq!(ONE.available_permits(), 0, "argon2 runs on");
        go_on.send(()).expect("it listens");
        in_turn(&ONE, || Ok(())).await.expect("the turn comes back");
    }

    #[test]
    fn strength_follows_length_and_classes() {
        let check = |password: &str| match check_strength("password", "zhang.san", password) {
            Ok(()) => "ok",
            Err(AppError::Invalid(errors)) => errors[0].code,
            Err(_) => "other",
        };
        for (password, answer) in [
            ("Ab1!", "too_short"),
            ("Abcdefgh1", "too_short"),
            ("abcdefghij", "weak_password"),
            ("abcdefghi1", "weak_password"),
            ("ABCDEFGHI1", "weak_password"),
            ("abcdefgh-1", "ok"),
            ("Abcdefghi1", "ok"),
            ("督查办公室督查办公室ab1", "ok"),
            ("duban-demo-2023", "ok"),
            ("Zhang.San-2023", "weak_password"),
        ] {
            assert_eq!(check(password), answer, "{password}");
        }
        assert_eq!(check(&"aB1".repeat(43)), "too_long");
    }
}
