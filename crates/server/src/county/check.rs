//! What is wrong with a county's file beyond its form: every field that is, named at once.

use std::collections::BTreeSet;
use std::fmt::Display;

use duban_core::text::{clean, is_blank};

use super::file::{COUNTY_HEAD, County, is_code};

impl County {
    pub(super) fn errors(&self) -> Vec<String> {
        let mut bad = Faults::default();
        bad.code("region.code", &self.region.code);
        bad.text("region.name", &self.region.name, 50);
        bad.word("region.level", &self.region.level, &["county"]);
        bad.word("region.time_zone", &self.region.time_zone, &["Asia/Shanghai"]);
        if let Some(city) = &self.region.city {
            bad.code("region.city.code", &city.code);
            bad.text("region.city.name", &city.name, 50);
            if city.code == self.region.code {
                bad.add("region.city.code", "is the county's own");
            }
        } else if !self.departments.city.is_empty() {
            bad.add("departments.city", "there is no region.city to put them in");
        }
        self.check_departments(&mut bad);
        self.check_leaders(&mut bad);
        self.check_plan(&mut bad);
        bad.0
    }

    fn check_departments(&self, bad: &mut Faults) {
        let units = &self.departments;
        let mut own = BTreeSet::new();
        bad.name(
            "departments.supervision_office",
            &units.supervision_office,
            &mut own,
        );
        for (list, names) in [("county", &units.county), ("townships", &units.townships)] {
            for (at, name) in names.iter().enumerate() {
                bad.name(&format!("departments.{list}[{at}]"), name, &mut own);
            }
        }
        let mut above = BTreeSet::new();
        for (at, name) in units.city.iter().enumerate() {
            bad.name(&format!("departments.city[{at}]"), name, &mut above);
        }
    }

    fn check_leaders(&self, bad: &mut Faults) {
        let (mut posts, mut usernames) = (BTreeSet::new(), BTreeSet::new());
        for (at, leader) in self.leaders.iter().enumerate() {
            let field = |name: &str| format!("leaders[{at}].{name}");
            bad.text(&field("post"), &leader.post, 50);
            if !posts.insert(leader.post.as_str()) {
                bad.add(&field("post"), format!("{} is there twice", leader.post));
            }
            if let Some(role) = &leader.role {
                bad.word(&field("role"), role, &[COUNTY_HEAD, "leader"]);
            }
            if let Some(username) = &leader.username {
                let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
                if !(2..=32).contains(&username.len()) || !username.chars().all(good) {
                    bad.add(&field("username"), "must be 2 to 32 of a-z 0-9 . _ -");
                } else if !usernames.insert(username) {
                    bad.add(&field("username"), "is there twice");
                }
            }
            let mut seen = BTreeSet::new();
            for (nth, name) in leader.portfolio.iter().enumerate() {
                let field = format!("leaders[{at}].portfolio[{nth}]");
                if !self.has_department(name) {
                    bad.add(&field, format!("{name} is no department of this file"));
                } else if !seen.insert(name) {
                    bad.add(&field, format!("{name} is there twice"));
                }
            }
        }
    }

    fn check_plan(&self, bad: &mut Faults) {
        let Some(plan) = &self.plan else { return };
        bad.text("plan.title", &plan.title, 200);
        if plan.to < plan.from {
            bad.add("plan.to", "lies before plan.from");
        }
        for (at, target) in plan.targets.iter().enumerate() {
            let field = |name: &str| format!("plan.targets[{at}].{name}");
            bad.text(&field("indicator"), &target.indicator, 100);
            bad.word(&field("period"), &target.period, &["month", "quarter"]);
            if !(-1000.0..=1000.0).contains(&target.growth) {
                bad.add(&field("growth"), "is no growth in per cent");
            }
            if !self.has_department(&target.lead) {
                bad.add(
                    &field("lead"),
                    format!("{} is no department of this file", target.lead),
                );
            }
            if !self.leaders.iter().any(|leader| leader.post == target.leader) {
                bad.add(
                    &field("leader"),
                    format!("{} is no leader of this file", target.leader),
                );
            }
        }
    }

    fn has_department(&self, name: &String) -> bool {
        let units = &self.departments;
        units.county.contains(name) || units.townships.contains(name) || *name == units.supervision_office
    }
}

/// What is wrong, field by field.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn add(&mut self, field: &str, what: impl Display) {
        self.0.push(format!("{field}: {what}"));
    }

    fn text(&mut self, field: &str, text: &str, most: usize) {
        if is_blank(text) {
            self.add(field, "is empty");
        } else if text.trim() != text {
            self.add(field, "begins or ends with a space");
        } else if clean(text) != text {
            self.add(field, "has characters that cannot be seen");
        } else if text.chars().count() > most {
            self.add(field, format!("has more than {most} characters"));
        }
    }

    fn name<'a>(&mut self, field: &str, name: &'a str, seen: &mut BTreeSet<&'a str>) {
        self.text(field, name, 100);
        if !seen.insert(name) {
            self.add(field, format!("{name} is there twice"));
        }
    }

    fn code(&mut self, field: &str, code: &str) {
        if !is_code(code) {
            self.add(field, "must be the six digits of the administrative code");
        }
    }

    fn word(&mut self, field: &str, word: &str, known: &[&str]) {
        if !known.contains(&word) {
            self.add(field, format!("must be {}", known.join(" or ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
[region]
code = "530323"
name = "师宗县"
city = { code = "530300", name = "曲靖市" }
[departments]
supervision_office = "县政府督查室"
county = ["县财政局"]
[[leaders]]
post = "县长"
role = "county_head"
[[leaders]]
post = "常务副县长"
portfolio = ["县财政局"]
[plan]
title = "工作方案"
from = "2023-01-01"
to = "2023-03-31"
targets = [{ indicator = "财政收入", growth = 7.0, leader = "常务副县长", lead = "县财政局", period = "month" }]
"#;

    #[test]
    fn a_minimal_county_file_is_valid() {
        let county = County::read(GOOD).expect("good");
        assert!(
            !county.region.city.expect("a city").on_system,
            "nobody is assumed to be there"
        );
        let least = "[region]\ncode = \"530323\"\nname = \"师宗县\"\n[departments]\nsupervision_office = \"督查室\"\n";
        County::read(least).expect("good");
    }

    #[test]
    fn a_bad_file_is_told_by_line_or_field() {
        let cases = [
            (
                "code = \"530323\"",
                "code = \"53\"",
                "region.code: must be the six digits",
            ),
            ("name = \"师宗县\"", "name = \" \"", "region.name: is empty"),
            ("name = \"师宗县\"", "nmae = \"师宗县\"", "line 4"),
            (
                "code = \"530300\"",
                "code = \"530323\"",
                "region.city.code: is the county's own",
            ),
            (
                "county = [\"县财政局\"]",
                "county = [\"\u{200b}\u{3164}\"]",
                "departments.county[0]: is empty",
            ),
            (
                "county = [\"县财政局\"]",
                "county = [\"县财\u{ad}政局\"]",
                "departments.county[0]: has characters that cannot be seen",
            ),
            (
                "county = [\"县财政局\"]",
                "county = [\"县财\\u0000政局\"]",
                "departments.county[0]: has characters that cannot be seen",
            ),
            (
                "county = [\"县财政局\"]",
                "county = [\"县财政局\", \"县财政局\"]",
                "departments.county[1]: 县财政局 is there twice",
            ),
            (
                "portfolio = [\"县财政局\"]",
                "portfolio = [\"财政局\"]",
                "leaders[1].portfolio[0]: 财政局 is no department",
            ),
            (
                "post = \"常务副县长\"",
                "post = \"县长\"",
                "leaders[1].post: 县长 is there twice",
            ),
            (
                "role = \"county_head\"",
                "role = \"king\"",
                "leaders[0].role: must be county_head or leader",
            ),
            (
                "role = \"county_head\"",
                "username = \"大\"",
                "leaders[0].username: must be",
            ),
            (
                "to = \"2023-03-31\"",
                "to = \"2022-03-31\"",
                "plan.to: lies before",
            ),
            ("to = \"2023-03-31\"", "to = \"2023-02-30\"", "line 18"),
            ("growth = 7.0", "growth = nan", "plan.targets[0].growth"),
            (
                "leader = \"常务副县长\"",
                "leader = \"副县长\"",
                "plan.targets[0].leader: 副县长 is no leader",
            ),
            (
                "period = \"month\"",
                "period = \"week\"",
                "plan.targets[0].period: must be month or quarter",
            ),
        ];
        for (from, to, message) in cases {
            assert!(GOOD.contains(from), "{from}");
            let error = format!("{:#}", County::read(&GOOD.replacen(from, to, 1)).expect_err(to));
            assert!(error.contains(message), "{to}: {error}");
        }
        let two = GOOD
            .replace("530300", "x")
            .replace("县财政局\"]\n[plan]", "县财局\"]\n[plan]");
        let error = format!("{:#}", County::read(&two).expect_err("bad"));
        assert!(
            error.contains("region.city.code") && error.contains("portfolio[0]"),
            "{error}"
        );
    }
}
