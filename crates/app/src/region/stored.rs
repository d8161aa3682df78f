//! Settings as they lie in the database. Earlier releases kept three limits beside the ladder and moved the
//! rules by them; what they stored is read as the ladder that was in force.

use duban_core::alert::{self, Rule, RuleKey};
use duban_core::region::Settings;
use serde_json::Value;

use crate::error::{AppError, AppResult};

/// The limits that once stood beside the ladder, with their defaults.
const LIMITS: [(&str, i32, &[RuleKey]); 3] = [
    (
        "undecided_days",
        3,
        &[
            RuleKey::ClaimUndecided,
            RuleKey::ExtensionUndecided,
            RuleKey::EscalationUndecided,
        ],
    ),
    ("city_silent_days", 20, &[RuleKey::CitySilent]),
    ("look_back_days", 60, &[RuleKey::LookBack]),
];
/// The rules that came with the release that dropped the limits.
const LATER: [RuleKey; 2] = [RuleKey::SubmissionUndecided, RuleKey::CityDue];

/// Reads what this or an earlier release has stored.
pub(super) fn read(text: &str) -> serde_json::Result<Settings> {
    let mut stored: Value = serde_json::from_str(text)?;
    let Some(fields) = stored.as_object_mut() else {
        return serde_json::from_value(stored);
    };
    let limits = LIMITS.map(|(name, default, rules)| {
        let limit = fields.remove(name);
        let old = limit.is_some();
        let days = limit.and_then(|days| i32::try_from(days.as_i64()?).ok());
        (old, days.unwrap_or(default), rules)
    });
    let mut settings: Settings = serde_json::from_value(stored)?;
    if limits.iter().any(|(old, ..)| *old) {
        for (_, days, rules) in limits {
            for rule in settings
                .ladder
                .iter_mut()
                .filter(|rule| rules.contains(&rule.key))
            {
                begin_at(rule, days);
            }
        }
        let news = alert::default_rules().into_iter();
        settings
            .ladder
            .extend(news.filter(|rule| LATER.contains(&rule.key)));
    }
    Ok(settings)
}

/// What is stored.
pub(super) fn write(settings: &Settings) -> AppResult<String> {
    Ok(value(settings)?.to_string())
}

/// The same before it is text.
pub(super) fn value(settings: &Settings) -> AppResult<Value> {
    serde_json::to_value(settings).map_err(|error| AppError::Internal(format!("settings as JSON: {error}")))
}

/// Moves a rule as a whole so that its first step falls on the limit.
fn begin_at(rule: &mut Rule, days: i32) {
    let shift = days - rule.steps.first().map_or(days, |step| step.offset);
    for step in &mut rule.steps {
        step.offset += shift;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offsets(settings: &Settings, key: RuleKey) -> Vec<i32> {
        let rule = settings.ladder.iter().find(|rule| rule.key == key);
        rule.map_or_else(Vec::new, |rule| {
            rule.steps.iter().map(|step| step.offset).collect()
        })
    }

    #[test]
    fn what_an_earlier_release_stored_is_the_ladder_that_was_in_force() {
        let old = r#"{"yellow_days": 4, "undecided_days": 5, "city_silent_days": 30, "look_back_days": 90, "ladder": [
            {"key": "due", "version": 2, "steps": [{"offset": -2, "recipients": ["handler"]}]},
            {"key": "claim_undecided", "version": 3, "steps": [
                {"offset": 1, "recipients": ["supervisor"]}, {"offset": 4, "recipients": ["county_head"]}]},
            {"key": "city_silent", "version": 1, "steps": [{"offset": 20, "recipients": ["supervisor"]}]},
            {"key": "look_back", "version": 1, "steps": []}]}"#;
        let settings = read(old).expect("settings");
        assert_eq!(settings.yellow_days, 4);
        assert_eq!(offsets(&settings, RuleKey::Due), [-2]);
        assert_eq!(offsets(&settings, RuleKey::ClaimUndecided), [5, 8]);
        assert_eq!(offsets(&settings, RuleKey::CitySilent), [30]);
        assert!(offsets(&settings, RuleKey::LookBack).is_empty());
        assert_eq!(offsets(&settings, RuleKey::SubmissionUndecided), [3, 5]);
        let claim = settings
            .ladder
            .iter()
            .find(|rule| rule.key == RuleKey::ClaimUndecided);
        assert_eq!(claim.map(|rule| rule.version), Some(3), "the rule is the same");
        let again = serde_json::to_string(&settings).expect("JSON");
        assert_eq!(read(&again).expect("read back"), settings);
    }

    #[test]
    fn what_this_release_stores_is_taken_as_it_is() {
        let mut settings = Settings::default();
        settings.ladder.truncate(3);
        let text = serde_json::to_string(&settings).expect("JSON");
        assert_eq!(read(&text).expect("settings"), settings);
        assert_eq!(read("{}").expect("settings"), Settings::default());
        assert!(read(r#"{"yelow_days": 3}"#).is_err());
    }
}
