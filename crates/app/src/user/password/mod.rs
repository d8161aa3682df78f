//! Passwords: what counts as strong enough, and how they are hashed.

use tokio::task::spawn_blocking;

use crate::error::{AppError, AppResult};

mod argon;
mod common;
pub mod queue;

/// Characters that a password has at least (customary for GB/T 22239-2019 level 2: ≥ 8).
pub const MIN_LENGTH: usize = 10;
/// Characters that a password has at most, so that hashing stays cheap.
pub const MAX_LENGTH: usize = 128;
/// Classes out of lower case, upper case, digits and everything else.
const CLASSES: usize = 3;

/// The argon2id hash of a password, as a PHC string with its own salt. For setting up: it waits for nobody's turn.
/// Where others wait as well, a [`queue::Turn`] is needed.
pub async fn hash(password: &str) -> AppResult<String> {
    let password = password.to_owned();
    spawn_blocking(move || argon::hash(&password))
        .await
        .map_err(|error| AppError::Internal(format!("password hashing: {error}")))?
}

/// Refuses a password that is too short, too long, of fewer than three classes of characters, holds the user name, is
/// one of the common ones, or begins or ends with a blank, which is lost when it is copied; `field` names it in the
/// answer.
pub fn check_strength(field: &str, username: &str, password: &str) -> AppResult<()> {
    let length = password.chars().count();
    if length > MAX_LENGTH {
        return Err(AppError::invalid_with(field, "too_long", MAX_LENGTH));
    }
    if password.trim().len() < password.len() {
        return Err(AppError::invalid(field, "blank_ends"));
    }
    if length < MIN_LENGTH {
        return Err(AppError::invalid_with(field, "too_short", MIN_LENGTH));
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
    if common::is_common(password) {
        return Err(AppError::invalid(field, "common_password"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("abcdefgh-1", "common_password"),
            ("Abcdefghi1", "common_password"),
            ("Abcdefgxi1", "ok"),
            ("Woaini1314!", "common_password"),
            ("Shizong@2024", "common_password"),
            (" Correct-Horse-9", "blank_ends"),
            ("Correct-Horse-9\u{3000}", "blank_ends"),
            ("Correct Horse 9", "ok"),
            ("督查办公室督查办公室ab1", "ok"),
            ("duban-demo-2023", "ok"),
            ("Zhang.San-2023", "weak_password"),
        ] {
            assert_eq!(check(password), answer, "{password}");
        }
        assert_eq!(check(&"aB1".repeat(43)), "too_long");
    }
}
