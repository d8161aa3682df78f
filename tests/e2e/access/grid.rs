//! The policy's printed grid, as the cases that it stands for.

use std::collections::HashMap;

use crate::county::County;

/// The file that `core` compares its policy with.
const GRID: &str = include_str!("../../../crates/core/grids/policy.txt");

/// Which account stands in a column, where the demonstration has one.
const COLUMNS: [(&str, &str); 18] = [
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
    ("city_supervisor", "shiducha"),
    ("supervisor_elsewhere", "lin-ducha"),
    ("handler_elsewhere", "lin-d01"),
    ("statistician", "tongji"),
    ("system_admin", "sysadmin"),
];

/// The remaining administrators see no business content either; the neighbour's leader no matter of ours.
const BLIND: [&str; 3] = ["secadmin", "auditor", "lin-leader"];

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
    assert!(
        grid.len() >= 2 && names.len() >= 20 && actions >= Some(34),
        "the grid was not understood"
    );
    grid
}

pub(super) fn cases(county: &County, grid: &Grid) -> Vec<Case> {
    let matters = [
        ("a matter that was never submitted", &county.kept),
        ("a matter that was submitted", &county.submitted),
    ];
    let mut cases = Vec::new();
    for (of, matter) in matters {
        let columns = &grid[of];
        let all = |cell: char| {
            columns["county_head"]
                .iter()
                .map(|(action, _)| (action.clone(), cell))
                .collect()
        };
        for (column, person) in COLUMNS {
            // Only where the office leads by itself is one of its people in the lead.
            let (of, matter) = match column {
                "supervisor_in_lead" if of.ends_with("never submitted") => {
                    ("led by the office", &county.office_led)
                }
                "supervisor_in_lead" => continue,
                _ => (of, matter),
            };
            let cells = columns[column].clone();
            cases.push(Case {
                person: Some(person),
                of,
                matter: matter.clone(),
                cells,
            });
        }
        for person in BLIND {
            cases.push(Case {
                person: Some(person),
                of,
                matter: matter.clone(),
                cells: all('.'),
            });
        }
        cases.push(Case {
            person: None,
            of,
            matter: matter.clone(),
            cells: all('-'),
        });
    }
    // Everybody of this county, and the city, on the neighbour's own matter.
    for (column, person) in COLUMNS
        .into_iter()
        .filter(|(_, person)| !person.starts_with("lin-"))
    {
        let cells = grid["a matter that was never submitted"][column].iter();
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
