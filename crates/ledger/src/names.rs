//! Finding a unit or a leader by a name written by hand.

use super::text::{key, key_without_brackets};

/// Known names, each standing for one thing; several names may stand for the same.
#[derive(Debug, Default)]
pub struct NameIndex {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    thing: usize,
    name: String,
    key: String,
    bare: String,
}

/// What brackets in a text are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brackets {
    /// A note beside a name: `县财政局(国资委)` is `县财政局`.
    Aside,
    /// Part of the name: `副县长(工业)` need not be the only `副县长` who is known.
    Telling,
}

/// What a text was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameMatch {
    /// Written as known, apart from spaces, brackets and width.
    Same(usize),
    /// A short form that fits one name only; to be checked by a person.
    Guess(usize),
    /// Fits several names.
    Several(Vec<String>),
    /// Unknown; the known names that look most alike, best first.
    Unknown(Vec<String>),
}

impl NameIndex {
    /// Adds a name for the thing with this number.
    pub fn add(&mut self, thing: usize, name: &str) {
        self.add_shown(thing, name, name.to_owned());
    }

    /// Adds a name that several things may have, with what tells this one from the others.
    pub fn add_shown(&mut self, thing: usize, name: &str, shown: String) {
        self.entries.push(Entry {
            thing,
            name: shown,
            key: key(name),
            bare: key_without_brackets(name),
        });
    }

    /// Finds what the text means.
    pub fn find(&self, text: &str, brackets: Brackets) -> NameMatch {
        let (wanted, bare) = (key(text), key_without_brackets(text));
        let but_for_brackets = match brackets {
            Brackets::Aside => NameMatch::Same,
            Brackets::Telling => NameMatch::Guess,
        };
        self.one_of(|entry| entry.key == wanted, NameMatch::Same)
            .or_else(|| self.one_of(|entry| entry.key == bare, but_for_brackets))
            .or_else(|| {
                let short = |entry: &Entry| short_for(&wanted, &entry.key) || short_for(&wanted, &entry.bare);
                self.one_of(short, NameMatch::Guess)
            })
            .unwrap_or_else(|| NameMatch::Unknown(self.nearest(&wanted)))
    }

    /// The thing whose name fits; where several things have one, a person chooses.
    fn one_of(&self, fits: impl Fn(&Entry) -> bool, one: fn(usize) -> NameMatch) -> Option<NameMatch> {
        let mut fitting: Vec<&Entry> = Vec::new();
        for entry in self.entries.iter().filter(|entry| fits(entry)) {
            if fitting.iter().all(|known| known.thing != entry.thing) {
                fitting.push(entry);
            }
        }
        match fitting.as_slice() {
            [] => None,
            [entry] => Some(one(entry.thing)),
            several => Some(NameMatch::Several(
                several.iter().take(5).map(|entry| entry.name.clone()).collect(),
            )),
        }
    }

    fn nearest(&self, wanted: &str) -> Vec<String> {
        let mut scored: Vec<(f64, &Entry)> = self
            .entries
            .iter()
            .map(|entry| (likeness(wanted, &entry.key), entry))
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let near = scored.into_iter().filter(|(score, _)| *score >= 0.5);
        near.take(3).map(|(_, entry)| entry.name.clone()).collect()
    }
}

/// Whether one is a customary form of the other: its signs in the same order with the same last
/// sign, at least three of them (`县发改局` for `县发展和改革局`, `财政局` for `县财政局`), or the full
/// name with its county before it (`师宗县财政局`) or its office behind it (`雄壁镇人民政府`).
fn short_for(short: &str, full: &str) -> bool {
    let (length, full_length) = (short.chars().count(), full.chars().count());
    if length < 3 || full_length < 3 {
        return false;
    }
    let mut rest = full.chars();
    let in_order = short.chars().all(|c| rest.any(|known| known == c));
    let with_county = full_length >= 4 && short.ends_with(full) && length <= full_length + 4;
    let with_office = short
        .strip_prefix(full)
        .is_some_and(|office| matches!(office, "人民政府" | "政府" | "办事处"));
    (in_order && short.chars().last() == full.chars().last()) || with_county || with_office
}

/// How alike two names are, 0 to 1: the share of signs that both have.
fn likeness(a: &str, b: &str) -> f64 {
    let mut pool: Vec<char> = b.chars().collect();
    let total = a.chars().count() + pool.len();
    let shared = a
        .chars()
        .filter(|c| {
            pool.iter()
                .position(|known| known == c)
                .map(|at| pool.swap_remove(at))
                .is_some()
        })
        .count();
    #[expect(clippy::cast_precision_loss, reason = "names are short")]
    let share = (2 * shared) as f64 / total.max(1) as f64;
    share
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNITS: &[&str] = &[
        "县发展和改革局",
        "县工业和信息化局",
        "县财政局",
        "县住房和城乡建设局",
        "县人力资源和社会保障局",
        "县文化和旅游局",
        "县统计局",
        "副县长(工业)",
        "副县长(农业)",
        "常务副县长",
        "县长",
        "雄壁镇",
    ];

    fn find(text: &str) -> NameMatch {
        let mut names = NameIndex::default();
        for (thing, name) in UNITS.iter().enumerate() {
            names.add(thing, name);
        }
        names.find(text, Brackets::Aside)
    }

    #[test]
    fn names_as_written() {
        for (text, wanted) in [
            ("县财政局", NameMatch::Same(2)),
            ("县 财政局", NameMatch::Same(2)),
            ("县财政局(国资委)", NameMatch::Same(2)),
            ("副县长(工业)", NameMatch::Same(7)),
            ("财政局", NameMatch::Guess(2)),
            ("师宗县财政局", NameMatch::Guess(2)),
            ("县发改局", NameMatch::Guess(0)),
            ("县工信局", NameMatch::Guess(1)),
            ("县住建局", NameMatch::Guess(3)),
            ("县人社局", NameMatch::Guess(4)),
            ("县文旅局", NameMatch::Guess(5)),
            ("县长", NameMatch::Same(10)),
            ("雄壁镇人民政府", NameMatch::Guess(11)),
            (
                "副县长",
                NameMatch::Several(vec![
                    "副县长(工业)".into(),
                    "副县长(农业)".into(),
                    "常务副县长".into(),
                ]),
            ),
            ("局", NameMatch::Unknown(vec![])),
        ] {
            assert_eq!(find(text), wanted, "{text}");
        }
    }

    #[test]
    fn namesakes_are_left_to_a_person() {
        let mut names = NameIndex::default();
        for (thing, post, name) in [
            (0, "副县长", "张三"),
            (1, "副县长", "李四"),
            (2, "常务副县长", "王五"),
        ] {
            names.add(thing, name);
            names.add_shown(thing, post, format!("{post} {name}"));
        }
        let several = || NameMatch::Several(vec!["副县长 张三".into(), "副县长 李四".into()]);
        for (text, wanted) in [
            ("李四", NameMatch::Same(1)),
            ("常务副县长", NameMatch::Same(2)),
            ("常务副县长(工业)", NameMatch::Guess(2)),
            ("副县长", several()),
            ("副县长(工业)", several()),
        ] {
            assert_eq!(names.find(text, Brackets::Telling), wanted, "{text}");
        }
    }

    #[test]
    fn unknown_names_bring_the_nearest() {
        assert_eq!(
            find("县财务局"),
            NameMatch::Unknown(vec!["县财政局".into(), "县统计局".into()])
        );
        assert_eq!(find("各项目业主单位"), NameMatch::Unknown(vec![]));
        assert!(
            matches!(find("副县长(教育)"), NameMatch::Unknown(near) if near.contains(&"副县长(农业)".to_owned()))
        );
    }
}
