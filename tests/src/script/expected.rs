//! Which rungs are climbed, told from the script and a calendar of the test's own.
//!
//! The rest of what there is in the end is compared with a twin that ran undisturbed. A twin forgets what the product
//! forgets; this does not.

use std::collections::{BTreeMap, BTreeSet};

use super::calendar::working_days_from;
use super::day::{Day, NewMatter};

/// Working days from the due date, and who is told.
const DUE: [(i32, &[&str]); 6] = [
    (-5, &["handler"]),
    (-3, &["handler", "department_head"]),
    (-1, &["handler", "department_head", "leader_liaison"]),
    (1, &["handler", "department_head"]),
    (3, &["handler", "department_head", "leader"]),
    (5, &["handler", "department_head", "leader", "county_head"]),
];
/// Working days from the day by which it should be signed for, which is the first after the issue.
const SIGN_OVERDUE: [(i32, &[&str]); 2] = [
    (1, &["handler", "department_head"]),
    (2, &["handler", "department_head", "supervisor"]),
];
const SIGN_DAYS: i32 = 1;

/// One alert of these two rules: whose matter, which rule and step, in what role.
pub(crate) fn name(title: &str, rule: &str, step: i64, role: &str) -> String {
    format!("{title} {rule} {step:+} {role}")
}

/// What fires while the script runs this many days; the clock ends at ten in the morning after the last.
pub(crate) fn rungs(days: u32) -> BTreeSet<String> {
    let (mut registered, mut signed, mut claimed) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    let days = i32::try_from(days).expect("less than a year");
    for number in 0..days {
        let day = Day::number(number.unsigned_abs());
        registered.extend(
            day.registered
                .into_iter()
                .chain(day.batch)
                .map(|new| (number, new)),
        );
        for work in day.work.into_iter().flatten() {
            match work.action {
                "sign" => signed.insert(work.title, number),
                "claim" => claimed.insert(work.title, number),
                _ => None,
            };
        }
    }
    let mut expected = BTreeSet::new();
    for (issued, new) in &registered {
        let NewMatter { title, due_in, .. } = new;
        // At ten on the day of the claim or the signature the alerts of nine have fired.
        let until = |end: Option<&i32>| end.copied().unwrap_or(days);
        let due = working_days_from(*issued, *due_in);
        let sign_by = working_days_from(*issued, SIGN_DAYS);
        let rules = [
            ("due", due, &DUE[..], until(claimed.get(title))),
            (
                "sign_overdue",
                sign_by,
                &SIGN_OVERDUE[..],
                until(signed.get(title)),
            ),
        ];
        for (rule, from, steps, until) in rules {
            for (step, roles) in steps {
                let fires = working_days_from(from, *step);
                if *issued < fires && fires <= until {
                    let named = roles.iter().map(|role| name(title, rule, i64::from(*step), role));
                    expected.extend(named);
                }
            }
        }
    }
    expected
}
