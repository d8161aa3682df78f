//! A region's numbers and its zone.

use duban_core::alert::{AlertFacts, Recipient, RuleKey, default_rules, plan};
use duban_core::calendar::DayKind;
use duban_core::region::{Fault, Settings, Zone};
use duban_core::word::{Stage, Status};

use crate::builders::{CAL, at, day};
use crate::ladder;

#[test]
fn the_defaults_are_valid_and_survive_storage() {
    let settings = Settings::default();
    assert_eq!(settings.validate(), Ok(()));
    let stored = serde_json::to_string(&settings).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Settings>(&stored).expect("read back"),
        settings
    );
    assert_eq!(
        serde_json::from_str::<Settings>("{}").expect("all defaults"),
        settings
    );
    let unknown = serde_json::from_str::<Settings>(r#"{"yelow_days": 3}"#).expect_err("misspelt");
    assert!(unknown.to_string().contains("yelow_days"));
}

#[test]
fn every_fault_is_named_with_its_field() {
    let mut settings = Settings {
        yellow_days: -1,
        alert_hour: 24,
        sign_days: 0,
        ..Settings::default()
    };
    settings.ladder[0].steps[0].offset = 9999;
    settings.ladder[1].steps[1].offset = -5;
    settings.ladder[1].steps[2].recipients.clear();
    settings.ladder[1].steps[3].recipients = vec![Recipient::Leader, Recipient::Leader];
    settings.ladder[2].key = RuleKey::Due;
    let faults = settings.validate().expect_err("faulty");
    let faults: Vec<_> = faults
        .iter()
        .map(|fault| {
            let detail = fault.detail.as_deref().unwrap_or_default();
            format!("{} {} {detail}", fault.field, fault.code)
                .trim_end()
                .to_owned()
        })
        .collect();
    assert_eq!(
        faults,
        [
            "yellow_days out_of_range 0–30",
            "sign_days out_of_range 1–30",
            "alert_hour out_of_range 0–23",
            "ladder[0].steps[0].offset out_of_range -60–500",
            "ladder[0].steps[1].offset not_rising",
            "ladder[1].steps[1].offset not_rising",
            "ladder[1].steps[2].recipients empty",
            "ladder[1].steps[3].recipients duplicate",
            "ladder[2].key duplicate",
        ]
    );
}

/// Of a matter that was never submitted the city's office must not even learn the title.
#[test]
fn only_the_rules_about_the_city_tell_the_city() {
    for key in RuleKey::ALL {
        let mut settings = Settings::default();
        let at = settings.ladder.iter().position(|rule| rule.key == *key);
        let at = at.expect("every rule has its default");
        settings.ladder[at].steps[0].recipients = vec![Recipient::Supervisor, Recipient::CitySupervisor];
        let expected = match key {
            RuleKey::CitySilent | RuleKey::CityDue => Ok(()),
            _ => Err(vec![Fault {
                field: format!("ladder[{at}].steps[0].recipients"),
                code: "city_rules_only",
                detail: None,
            }]),
        };
        assert_eq!(settings.validate(), expected, "{key}");
    }
}

#[test]
fn the_day_is_the_regions() {
    assert_eq!(
        Zone::SHANGHAI.day_start(day("2023-01-28")).to_rfc3339(),
        "2023-01-27T16:00:00+00:00"
    );
    assert_eq!(
        Zone::SHANGHAI.instant_at(day("2023-01-28"), 9),
        at("2023-01-28", 9, 0)
    );
    assert_eq!(
        Zone::SHANGHAI.local_date(at("2023-01-28", 23, 59)),
        day("2023-01-28")
    );
    let greenwich = Zone { offset_minutes: 0 };
    assert_eq!(greenwich.local_date(at("2023-01-28", 7, 0)), day("2023-01-27"));
}

#[test]
fn words_are_read_as_they_are_written() {
    for kind in DayKind::ALL {
        assert_eq!(kind.as_str().parse(), Ok(*kind));
        assert_eq!(serde_json::to_value(kind).expect("JSON"), kind.as_str());
    }
    let error = "sunday".parse::<DayKind>().expect_err("no such word");
    assert_eq!(error.to_string(), r#""sunday" is not a DayKind"#);
}

/// A ladder that was stored by an earlier release may say otherwise.
#[test]
fn what_the_city_was_not_given_is_not_told_to_it() {
    let mut waiting = ladder::facts(Status::InProgress);
    waiting.escalation_proposed_on = Some(day("2023-01-30"));
    let mut rules = default_rules();
    for step in rules.iter_mut().flat_map(|rule| &mut rule.steps) {
        step.recipients = vec![Recipient::CitySupervisor, Recipient::Handler];
    }
    let check = |facts: &AlertFacts, reported: &[Recipient]| {
        let plan = plan(&rules, facts, &CAL, Zone::SHANGHAI, 9, at("2023-03-01", 12, 0));
        assert!(!plan.due.is_empty());
        assert!(
            plan.due.iter().all(|step| step.recipients == reported),
            "{:?}",
            plan.due
        );
    };
    check(&waiting, &[Recipient::Handler]);
    waiting.clock.stage = Stage::City;
    waiting.clock.city_due_on = Some(day("2023-02-20"));
    check(&waiting, &[Recipient::CitySupervisor, Recipient::Handler]);
}
