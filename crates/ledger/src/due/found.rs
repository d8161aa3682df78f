//! A date somewhere in a sentence.

use chrono::NaiveDate;

use crate::numerals::{digits_before_units, number};
use crate::text::key;

/// The first day written as `2月1日` or `2023年2月1日` in a sentence; a day that does not exist is none.
pub fn first_date_in(text: &str, year: i32) -> Option<NaiveDate> {
    let text = digits_before_units(&key(text));
    let (before, after) = text.split_once('月')?;
    let month = last_number(before);
    let day: String = after.chars().take_while(char::is_ascii_digit).collect();
    if !after[day.len()..].starts_with(['日', '号']) {
        return None;
    }
    let before = before.strip_suffix(&month)?;
    let year = match before.strip_suffix('年').map(last_number) {
        Some(written) => i32::try_from(number(&written)?)
            .ok()
            .filter(|year| (2000..2100).contains(year))?,
        None => year,
    };
    NaiveDate::from_ymd_opt(year, number(&month)?, number(&day)?)
}

fn last_number(text: &str) -> String {
    let reversed: String = text.chars().rev().take_while(char::is_ascii_digit).collect();
    reversed.chars().rev().collect()
}
