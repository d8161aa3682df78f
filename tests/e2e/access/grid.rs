//! The policy's printed grid, as the cases that it stands for.

use std::collections::{BTreeSet, HashMap};

use super::county::County;

/// The file that `core` compares its policy with.
const GRID: &str = include_str!("../../../crates/core/grids/policy.txt");

/// Which account stands in a column: every column has one.
const COLUMNS: [(&str, &str); 23] = [
    ("county_head", "xianzhang"),
    ("leader_of_matter", "leader2"),
    ("leader_of_lead", "leader3"),
    ("leader_of_co", "leader5"),
    ("leader_other", "leader4"),
    ("supervisor", "ducha1"),
    ("supervisor_second", "ducha2"),
    ("supervisor_in_lead", "ducha-head"),
    ("head_of_lead", "d09-head"),
    ("handler_of_lead", "d09"),
    ("head_of_co", "d12-head"),
    ("handler_of_co", "d12"),
    ("handler_other", "d01"),
    ("handler_unplaced", "wuguan"),
    ("city_supervisor", "shiducha"),
    ("city_elsewhere", "yuan-shi"),
    ("county_head_elsewhere", "lin-xian"),
    ("supervisor_elsewhere", "lin-ducha"),
    ("handler_elsewhere", "lin-d01"),
    ("statistician", "tongji"),
    ("system_admin", "sysadmin"),
    ("security_admin", "secadmin"),
    ("auditor", "auditor"),
];

/// More people of other regions than the grid has columns for: no matter of ours is there for them.
const BLIND: [&str; 6] = [
    "lin-leader",
    "lin-d01-head",
    "lin-sys",
    "lin-sec",
    "lin-auditor",
    "yuan-ducha",
];

/// The grid's sections, each a kind of matter.
const NOT_HANDED_OVER: &str = "a matter that was not handed over";
const NEVER_SUBMITTED: &str = "a matter that was never submitted";
const SUBMITTED: &str = "a matter that was submitted";
const CITY_OFF_SYSTEM: &str = "a matter that was submitted to a city without the system";

/// Section title, then column name, then action and cell.
pub(super) type Grid = HashMap<String, HashMap<String, Vec<(String, char)>>>;

/// One person and one matter, and what the grid says for each action.
pub(super) struct Case {
    pub(super) person: Option<&'static str>,
    pub(super) of: &'static str,
    pub(super) matter: String,
    pub(super) cells: Vec<(String, char)>,
}

impl Case {
    /// Whether the person may look at the matter.
    pub(super) fn sees(&self) -> bool {
        self.cells.iter().any(|(_, cell)| matches!(cell, 'A' | 'f'))
    }
}

/// Permission, then the roles that have it.
pub(super) type Holders = HashMap<String, Vec<String>>;

/// Who has which permission: the section behind those of the matters.
pub(super) fn holders() -> Holders {
    let lines = GRID
        .lines()
        .skip_while(|line| *line != "Duties and pages.")
        .skip(2);
    let holders: Holders = lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            let mut words = line.split_whitespace().map(str::to_owned);
            Some((words.next()?, words.collect()))
        })
        .collect();
    assert!(holders.len() >= 19, "the grid was not understood: {holders:?}");
    holders
}

pub(super) fn read() -> Grid {
    let mut names = HashMap::new();
    let mut grid = Grid::new();
    let mut section = String::new();
    for line in GRID.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [number, name] if section.is_empty() => {
                if let Ok(number) = number.parse::<usize>() {
                    names.insert(number, (*name).to_owned());
                }
            }
            ["a", "matter", ..] => section = line.to_owned(),
            [action, cells @ ..] if cells.len() == names.len() && action.parse::<usize>().is_err() => {
                let columns = grid.entry(section.clone()).or_default();
                for (at, cell) in cells.iter().enumerate() {
                    let column = columns.entry(names[&(at + 1)].clone()).or_default();
                    column.push(((*action).to_owned(), cell.chars().next().unwrap_or('?')));
                }
            }
            _ => {}
        }
    }
    let actions = grid.values().flat_map(HashMap::values).map(Vec::len).min();
    assert!(actions >= Some(34), "the grid was not understood");
    let sections: BTreeSet<&str> = grid.keys().map(String::as_str).collect();
    assert_eq!(
        sections,
        BTreeSet::from([NOT_HANDED_OVER, NEVER_SUBMITTED, SUBMITTED, CITY_OFF_SYSTEM]),
        "a section that is not asked over HTTP"
    );
    let asked: BTreeSet<&str> = COLUMNS.iter().map(|(column, _)| *column).collect();
    for (section, columns) in &grid {
        let printed: BTreeSet<&str> = columns.keys().map(String::as_str).collect();
        assert_eq!(printed, asked, "{section}: a column that is not asked over HTTP");
    }
    grid
}

/// Everybody on our matters, and on the neighbour's.
pub(super) fn cases(county: &County, grid: &Grid) -> Vec<Case> {
    let mut cases = on(&county.kept, NEVER_SUBMITTED, grid);
    // Only where the office leads by itself is one of its people in the lead.
    for case in &mut cases {
        if case.person == Some("ducha-head") {
            county.office_led.clone_into(&mut case.matter);
        }
    }
    let in_lead = |case: &Case| case.person == Some("ducha-head");
    let submitted = on(&county.submitted, SUBMITTED, grid);
    cases.extend(submitted.into_iter().filter(|case| !in_lead(case)));
    let draft = on(&county.draft, NOT_HANDED_OVER, grid);
    cases.extend(draft.into_iter().filter(|case| !in_lead(case)));
    // Everybody but the neighbour's own people on the neighbour's own matter.
    let strangers = COLUMNS.iter().filter(|(_, person)| !person.starts_with("lin-"));
    for (column, person) in strangers {
        let cells = grid[NEVER_SUBMITTED][*column].iter();
        let cells = cells.map(|(action, _)| (action.clone(), '.')).collect();
        cases.push(Case {
            person: Some(person),
            of: "the neighbour's",
            matter: county.foreign.clone(),
            cells,
        });
    }
    cases
}

/// Everybody on the submitted matter, once the city has gone off the system.
pub(super) fn cases_off_system(county: &County, grid: &Grid) -> Vec<Case> {
    let mut cases = on(&county.submitted, CITY_OFF_SYSTEM, grid);
    cases.retain(|case| case.person != Some("ducha-head"));
    cases
}

/// One section's columns on one matter, with those whom it hides it from and somebody signed out.
fn on(matter: &str, of: &'static str, grid: &Grid) -> Vec<Case> {
    let columns = &grid[of];
    let all = |cell: char| -> Vec<(String, char)> {
        let actions = columns["county_head"].iter();
        actions.map(|(action, _)| (action.clone(), cell)).collect()
    };
    let case = |person, cells| Case {
        person,
        of,
        matter: matter.to_owned(),
        cells,
    };
    let mut cases: Vec<Case> = COLUMNS
        .iter()
        .map(|(column, person)| case(Some(*person), columns[*column].clone()))
        .collect();
    cases.extend(BLIND.iter().map(|person| case(Some(*person), all('.'))));
    cases.push(case(None, all('-')));
    cases
}
